using RunkonFlow.Typed.Oracle.Tests.Rendering;
using RunkonFlow.Typed.Oracle.Tests.Running;

namespace RunkonFlow.Typed.Oracle.Tests.Comparing;

/// <summary>A run that did not do what its reference did.</summary>
public sealed record Difference(
    RenderedProgram Program, Plan? Plan, string Expected, string Actual, IReadOnlyList<string> ExpectedTrace, IReadOnlyList<string> ActualTrace)
{
    public bool IsHot { get; init; }

    /// <summary>What a smaller program must share with this one to show the same defect.</summary>
    public string Kind => Actual.StartsWith("broke", StringComparison.Ordinal) ? Actual[..Math.Min(Actual.Length, 40)]
        : Plan is null ? Actual.Replace(Program.Name, "", StringComparison.Ordinal)[..Math.Min(Actual.Length - Program.Name.Length, 150)] : Expected == Actual ? "trace" : "end";

    /// <summary>How it showed itself, in a few words.</summary>
    public string Summary => Plan is not null
        ? Actual.StartsWith("broke", StringComparison.Ordinal) ? Actual.Split('\n')[0][..Math.Min(Actual.Length, 90)] : Expected == Actual ? "another trace" : "another end"
        : Actual.Split('\n')[0];

    public override string ToString()
    {
        var common = ExpectedTrace.Zip(ActualTrace).TakeWhile(t => t.First == t.Second).Count();
        return $"""
            Program {Program.Name}, seed {Program.Seed}, {Plan}{(IsHot ? ", hot" : "")}
              expected: {Expected}
              actual:   {Actual}
              the first {common} entries of the trace agree, then
                expected: {string.Join("; ", ExpectedTrace.Skip(common).Take(8))}
                actual:   {string.Join("; ", ActualTrace.Skip(common).Take(8))}
                before:   {string.Join("; ", ExpectedTrace.Take(common).TakeLast(12))}
            {Program.FlowSource}
            """;
    }
}
