namespace RunkonFlow.Typed.SqlServer.Tables;

/// <summary>A column of a table type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values are here: numbers as their size has it, texts as strings, bytes as arrays.</param>
/// <param name="Size">Characters or bytes at most; -1 without limit, 0 of a number.</param>
internal sealed record TableColumn(string Name, Type Type, int Size = 0)
{
    public const int Max = -1;

    public static TableColumn Long(string name) => new(name, typeof(long));

    public static TableColumn Int(string name) => new(name, typeof(int));

    public static TableColumn Byte(string name) => new(name, typeof(byte));

    public static TableColumn Bit(string name) => new(name, typeof(bool));

    public static TableColumn Time(string name) => new(name, typeof(DateTime), 3);

    public static TableColumn Text(string name, int size) => new(name, typeof(string), size);

    public static TableColumn Bytes(string name, int size = Max) => new(name, typeof(byte[]), size);
}
