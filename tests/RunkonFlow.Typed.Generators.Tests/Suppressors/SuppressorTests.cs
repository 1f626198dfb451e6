using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunkonFlow.Typed.Generators.Tests.Suppressors;

public sealed class SuppressorTests
{
    private const string Source = """
        using RunkonFlow.Typed;

        [Workflow("w")]
        public sealed partial class W
        {
            [Flow] private async Task RunAsync(CancellationToken ct = default, StepContext step = default) => await WorkAsync(ct);
            [Step] private async Task WorkAsync(CancellationToken ct = default, StepContext step = default) => await Task.Yield();
            [Step] private async Task OddAsync(CancellationToken ct, int i) => await Task.Yield();
            private async Task PlainAsync(CancellationToken ct, int i) => await Task.Yield();
            [Step, Compensates(nameof(WorkAsync))] private async Task UndoAsync(CancellationToken ct = default) => await Task.Yield();
            [Upcast] private static long Widen(int old) => old;
        }
        """;

    [Theory]
    [InlineData("CA1068", "RunAsync, WorkAsync, UndoAsync")]
    [InlineData("CA1822", "RunAsync, WorkAsync, OddAsync, UndoAsync")]
    [InlineData("IDE0051", "RunAsync, UndoAsync, Widen")]
    [InlineData("CA2007", "WorkAsync(ct)")]
    [InlineData("CA2016", "WorkAsync(ct)")]
    public async Task A_rule_is_suppressed_where_the_pattern_provokes_it_and_nowhere_else(string id, string expected)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var compilation = AnalyzerHarness.Generate(Compilations.Create(Source));

        var found = await new CompilationWithAnalyzers(compilation, [new ProvokingAnalyzer(), .. AnalyzerHarness.All], options)
            .GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);

        var ofRule = found.Where(d => d.Id == id).OrderBy(d => d.Location.SourceSpan.Start).ToList();
        Assert.Equal(id is "CA2007" or "CA2016" ? 5 : 6, ofRule.Count);
        Assert.Equal(expected, string.Join(", ", ofRule.Where(d => d.IsSuppressed).Select(TextOf)));
    }

    [Fact]
    public void A_suppression_has_an_id_of_its_own()
    {
        var ids = AnalyzerHarness.All.OfType<DiagnosticSuppressor>().SelectMany(suppressor => suppressor.SupportedSuppressions).Select(s => s.Id).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(5, ids.Count);
    }

    private static string TextOf(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan);
}
