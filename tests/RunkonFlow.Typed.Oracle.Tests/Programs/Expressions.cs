namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>Draws expressions over the names in scope.</summary>
/// <param name="draw">Where choices come from.</param>
/// <param name="scope">The names.</param>
/// <param name="isInline">Without the words that need an engine: clock and ids.</param>
public sealed class Expressions(Draw draw, Scope scope, bool isInline)
{
    public string Any() => scope.AnyInt();

    public Expr Value()
    {
        switch (draw.Next(24))
        {
            case 0: return $"{Any()} + {draw.Next(5)}";
            case 1: return $"Note({Any()})";
            case 2: return $"{Any()} % 5 + {Any()} % 3";
            case 3: return $"{draw.Next(9)}";
            case 4: return $"({Any()} > 3 ? {Any()} : {draw.Next(4)})";
            case 5: return $"K - {Any()} % K";
            case 6: return $"Bump({Any()})";
            case 7: return $"Apply(y => y + {Any()})";
            case 8: return $"Apply(y => {scope.Target()} += y % 3)";
            case 9 when !isInline: return new("NumberOf(Flow.NewId())", "NumberOf(Guid.NewGuid())");
            case 10 when !isInline: return new("Minutes(Flow.UtcNow)", "Minutes(World.Now)");
            case 11 when scope.Function() is { } function: return $"{function}({Any()})";
            case 12 when scope.Texts.Count > 0: return $"{draw.One(scope.Texts)}.Length";
            case 13 when scope.Pairs.Count > 0: return $"{draw.One(scope.Pairs)}.Left";
            case 14 when scope.Pairs.Count > 0: return $"{draw.One(scope.Pairs)}.Right.Length";
            case 15 when scope.Caught.Count > 0: return $"{draw.One(scope.Caught)}.Message.Length";
            case 16: return $"new[] {{ {Any()}, {Any()} }}.Count(y => y % 7 > {draw.Next(3)})";
            case 17: return $"Half({Any()}, out var h{scope.NextNumber()}) ? {draw.Next(9)} : {Any()} - 1";
            case 18: return $"Risky({Any()})";
            default: return $"Note({Any()} % 10 + {draw.Next(3)})";
        }
    }

    public Expr Condition() => draw.Next(12) switch
    {
        0 => $"{Any()} > {draw.Next(6)}",
        1 => $"Note({Any()}) % 2 == {draw.Next(2)}",
        2 => $"{Any()} < {Any()} + 1 && {Any()} != 4",
        3 => $"{Any()} % 3 != {draw.Next(3)}",
        4 => $"Risky({Any()}) % 6 > 2",
        5 or 6 or 7 => $"{Any()} % 5 < 4",
        8 or 9 => $"Note({Any()}) != {draw.Next(6)}",
        _ => $"{Any()} < 30",
    };

    /// <summary>
    /// A filter. C# runs it before the finalizers inside the <c>try</c>, the machine after them, and RKF0111 forbids what could
    /// tell the difference.
    /// </summary>
    public Expr Filter(string caught, bool hasInnerFinalizer) => draw.Next(hasInnerFinalizer ? 2 : 4) switch
    {
        0 => $"{caught}.Message.Length % 2 == 0",
        1 => $"{caught}.Attempts > 1",
        2 => $"{caught}.Message.Length > 12 && {Any()} < 6",
        _ => $"10 / {Any()} > 1",
    };

    public string Exception() => draw.Next(6) switch
    {
        < 4 => $"new StepFailedException(\"own\", {1 + draw.Next(3)}, \"Custom\", $\"own {{{Any()}}}\")",
        4 => $"Flow.Fail($\"failed {{{Any()}}}\")",
        _ => $"new InvalidOperationException($\"user {{{Any()}}}\")",
    };
}
