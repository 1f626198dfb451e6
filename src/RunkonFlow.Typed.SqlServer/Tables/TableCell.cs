namespace RunkonFlow.Typed.SqlServer.Tables;

/// <summary>
/// A value of a row, whatever its type is, without a box: numbers and moments (as ticks) in <paramref name="Number"/>, texts as they are, bytes
/// as their array with start and length.
/// </summary>
/// <param name="Content">The text or array; of a number a mark that it is there. Null is null.</param>
/// <param name="Number">The number, or start and length (the lower half) of the bytes.</param>
internal readonly record struct TableCell(object? Content, long Number)
{
    /// <summary>The content of numbers.</summary>
    public static readonly object Present = new();

    public int Start => (int)(Number >> 32);

    public int Length => (int)Number;

    public static TableCell Of(long number) => new(Present, number);

    public static TableCell Of(byte[] array, int start, int length) => new(array, ((long)start << 32) | (uint)length);
}
