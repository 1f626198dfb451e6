namespace RunkonFlow.Typed.Oracle.Tests.Engine;

public sealed record Booked(int Site, string At, int Value);

/// <summary>What programs and their model do with results: everything that was seen ends in one number, which later calls are given.</summary>
public static class Fold
{
    public const int Modulus = 9973;

    public static int Into(int x, params ReadOnlySpan<int> values)
    {
        foreach (var value in values) x = ((x * 31) + value + 7) % Modulus;
        return Math.Abs(x);
    }

    public static int Into(int x, StepFailedException e)
        => Into(x, Of(e.StepId), e.Attempts, Of(e.ErrorType), Of(e.Message), e.Others.Count);

    public static int Into<TResult>(int x, FanOut<int, TResult> done)
    {
        foreach (var item in done.Items) x = Into(x, item.Item, Of(item.Key), (int)item.Status, item.Result is int value ? value : 0);
        return x;
    }

    public static int Of(int value) => value;

    public static int Of(Unit value) => 1;

    public static int Of(Booked? booked) => booked?.Value ?? 0;

    public static int Of(Decision? decision)
        => decision is null ? 0 : Into(0, (int)decision.Outcome + 1, decision.TimedOut ? 1 : 0, Of(decision.DecidedBy), Of(decision.Feedback));

    public static int Of(string? text)
    {
        var hash = 17;
        foreach (var c in text ?? "none") hash = ((hash * 31) + c) % Modulus;
        return hash;
    }

    /// <summary>Each odd item depends on the one before it, every third one on the first.</summary>
    public static IEnumerable<string> DependenciesOf(int item)
    {
        if (item % 2 == 1) yield return $"k{item - 1}";
        if (item > 1 && item % 3 == 0) yield return "k0";
    }
}
