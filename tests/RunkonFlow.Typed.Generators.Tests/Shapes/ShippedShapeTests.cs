using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RunkonFlow.Typed.CodeFixes;
using RunkonFlow.Typed.Generators.Shapes;

namespace RunkonFlow.Typed.Generators.Tests.Shapes;

/// <summary>A workflow against what its <c>Workflows.Shipped.txt</c> says was shipped.</summary>
public sealed class ShippedShapeTests
{
    private const string Body = "var hold = await ReserveAsync(n); var c = n + 1; while (Flow.Loop(c < 9, max: 9)) { c += hold; await TellAsync(c); } return c;";

    private const string Shipped = """
        workflow w 1
          node reserve Step | in | gives int | keeps n:int
          node tell Step | in while(tell) | gives | keeps c:int reserve():int

        """;

    [Fact]
    public async Task A_recorded_shape_is_silent() => Assert.Empty(await RunAsync(Body, Shipped));

    [Fact]
    public async Task A_project_without_the_file_is_not_looked_at() => Assert.Empty(await RunAsync(Body, shipped: null));

    [Fact]
    public async Task What_is_not_recorded_is_said()
        => Assert.Equal(["RKF0402 The shape of 'w' version 1 is not in Workflows.Shipped.txt: record it before it ships"], await RunAsync(Body, "workflow other 1\n"));

    [Theory]
    [InlineData("a node before", "await Flow.Delay(TimeSpan.Zero); " + Body)]
    [InlineData("a node in the loop", "var hold = await ReserveAsync(n); var c = n + 1; while (Flow.Loop(c < 9, max: 9)) { await Flow.Delay(TimeSpan.Zero); c += hold; await TellAsync(c); } return c;")]
    public async Task A_shape_in_which_all_runs_go_on_is_to_be_recorded(string edit, string body)
    {
        var found = Assert.Single(await RunAsync(body, Shipped));

        Assert.True(found.StartsWith("RKF0400 The shape of 'w' version 1 is not the one in Workflows.Shipped.txt", StringComparison.Ordinal), $"{edit}: {found}");
    }

    [Theory]
    [InlineData("var c = n + 1; while (Flow.Loop(c < 9, max: 9)) { c += 1; await TellAsync(c); } return c;", "'reserve' of 'w' version 1 was shipped and is gone")]
    [InlineData("var hold = await ReserveAsync(n); var c = n + 1; c += hold; await TellAsync(c); return c;", "'tell' of 'w' version 1 was shipped and stands in '' now, and stood in 'while(tell)'")]
    [InlineData("var hold = await ReserveAsync(n); var d = n + 1; while (Flow.Loop(d < 9, max: 9)) { d += hold; await TellAsync(d); } return d;", "'tell' of 'w' version 1 was shipped and needs 'd:int'")]
    [InlineData("var hold = await ReserveAsync(n); long c = n + 1; while (Flow.Loop(c < 9, max: 9)) { c += hold; await TellAsync((int)c); } return (int)c;", "'tell' of 'w' version 1 was shipped and needs 'c:long'")]
    public async Task A_shipped_node_that_has_changed_is_an_error(string body, string message)
        => Assert.Contains(await RunAsync(body, Shipped), found => found.StartsWith("RKF0401 " + message, StringComparison.Ordinal));

    [Fact]
    public async Task Declared_names_are_the_shipped_ones()
    {
        const string Renamed = "var hold = await HoldAsync(n); var d = n + 1; while (Flow.Loop(d < 9, max: 9)) { d += hold; await TellAsync(d); } return d;";

        var found = await RunAsync(Renamed, Shipped, "FormerLocal(\"c\", \"d\"), ", "[Step, Formerly(\"reserve\")] private Task<int> HoldAsync(int n) => Task.FromResult(n);");

        Assert.StartsWith("RKF0400", Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_another_type_with_an_upcast_goes_on()
    {
        const string Widened = "var hold = await ReserveAsync(n); long c = n + 1; while (Flow.Loop(c < 9, max: 9)) { c += hold; await TellAsync(hold); } return (int)c;";

        var found = await RunAsync(Widened, Shipped, members: "[Step] private Task<int> ReserveAsync(int n) => Task.FromResult(2 * n); [Upcast] private static long Widen(int old) => old;");

        Assert.StartsWith("RKF0400", Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fix_writes_the_upcasts_that_are_missing()
    {
        const string Source = """
            using RunkonFlow.Typed;

            public sealed record Price(decimal Amount);

            [Workflow("a")]
            public sealed partial class A
            {
                [Flow]
                public async Task<string> RunAsync()
                {
                    var price = new Price(1);
                    long weight = 2;
                    await Flow.Delay(TimeSpan.Zero);
                    return $"{price} {weight}";
                }
            }

            """;

        var text = await FixHarness.ApplyToAllAsync(
            new UpcastStubFix(), Source, ShippedShapes.FileName, "workflow a 1\n  node delay Delay | in | gives | keeps delay.duration:TimeSpan price:list<Guid> weight:long\n");
        var both = await FixHarness.ApplyToAllAsync(
            new UpcastStubFix(), Source, ShippedShapes.FileName, "workflow a 1\n  node delay Delay | in | gives | keeps delay.duration:TimeSpan price:decimal weight:int\n");

        Assert.Contains("    [Upcast]\n    private static Price Upcast(List<Guid> old) => throw new NotImplementedException();\n}\n", text, StringComparison.Ordinal);
        Assert.Contains("    [Upcast]\n    private static Price Upcast(decimal old) => throw new NotImplementedException();\n", both, StringComparison.Ordinal);
        Assert.Contains("    [Upcast]\n    private static long Upcast2(int old) => old;\n}\n", both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_version_is_another_workflow()
        => Assert.Equal(["RKF0402"], (await RunAsync("return await ReserveAsync(n);", Shipped, version: 2)).Select(found => found[..7]));

    [Fact]
    public async Task A_pragma_silences_the_rule()
        => Assert.Empty(await RunAsync("return await ReserveAsync(n);", Shipped, pragma: "#pragma warning disable RKF0401\n"));

    [Fact]
    public async Task The_fix_records_all_workflows_of_a_project()
    {
        const string Source = """
            using RunkonFlow.Typed;
            [Workflow("b", Version = 2)] public sealed partial class B { [Flow] public async Task RunAsync() => await Flow.Delay(TimeSpan.Zero); }
            [Workflow("a")] public sealed partial class A { [Flow] public async Task RunAsync() => await Flow.Until(Flow.UtcNow); }
            """;

        var text = await FixHarness.ApplyToFileAsync(new RecordedShapeFix(), Source, ShippedShapes.FileName, "workflow a 1\n\nworkflow c 1\n  node x Step | in | gives | keeps\n");

        Assert.Equal("workflow a 1\n  node until Until | in | gives | keeps until.moment:DateTimeOffset\n\nworkflow c 1\n  node x Step | in | gives | keeps\n\nworkflow b 2\n  node delay Delay | in | gives | keeps delay.duration:TimeSpan\n", text);
    }

    [Fact]
    public void A_section_takes_the_place_of_the_one_before_it()
    {
        var text = ShippedShapes.With(Shipped + "\nworkflow x 3\n  node a Step | in | gives | keeps\n", "workflow w 1", ["  node b Step | in | gives | keeps"]);

        Assert.Equal("workflow w 1\n  node b Step | in | gives | keeps\n\nworkflow x 3\n  node a Step | in | gives | keeps\n", text);
        Assert.Equal(text + "\nworkflow y 1\n", ShippedShapes.With(text, "workflow y 1", []));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(
        string body, string? shipped, string attributes = "", string members = "", int version = 1, string pragma = "")
    {
        var source = pragma + $$"""
            using RunkonFlow.Typed;
            [Workflow("w", Version = {{version}})]
            public sealed partial class W
            {
                [{{attributes}}Flow] public async Task<int> RunAsync(int n) { {{body}} }
                [Step] private Task<int> ReserveAsync(int n) => Task.FromResult(n);
                [Step] private Task TellAsync(int n) => Task.CompletedTask;
                {{members}}
            }
            """;
        if (members.Length > 0) source = source.Replace("[Step] private Task<int> ReserveAsync(int n) => Task.FromResult(n);", "", StringComparison.Ordinal);
        var compilation = AnalyzerHarness.Generate(Compilations.Create(source));
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        ImmutableArray<AdditionalText> files = shipped is null ? [] : [new ShippedFile(shipped)];
        var found = await compilation.WithAnalyzers(AnalyzerHarness.All, new AnalyzerOptions(files)).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.Where(d => !d.IsSuppressed && d.Id is "RKF0400" or "RKF0401" or "RKF0402" or "AD0001").Select(d => $"{d.Id} {d.GetMessage(CultureInfo.InvariantCulture)}")];
    }

    private sealed class ShippedFile(string text) : AdditionalText
    {
        public override string Path => "/src/Shop/Workflows.Shipped.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
