using Microsoft.CodeAnalysis.CodeFixes;
using RunkonFlow.Typed.CodeFixes;

namespace RunkonFlow.Typed.Generators.Tests.Fixes;

/// <summary>Each fix on one place and on all of a project, and that what it leaves compiles and is silent.</summary>
public sealed class CodeFixTests
{
    private const string Head = "using RunkonFlow.Typed;\nusing System.Net.Http;\n\n";

    private static readonly CodeFixProvider[] Fixes =
    [
        .. typeof(RuleFix).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    public static TheoryData<string, string, string> Repairs => new()
    {
        {
            "RKF0001",
            "public class Outer { [Workflow(\"w\")] public class W { F } }\n[Workflow(\"v\")] sealed class V { F }",
            "public partial class Outer { [Workflow(\"w\")] public sealed partial class W { F } }\n[Workflow(\"v\")] sealed partial class V { F }"
        },
        {
            "RKF0005",
            "public interface I { [Step] int A(); [Step] void B(); }\n[Workflow(\"w\")] public sealed partial class W(I i) { [Flow] public Task<int> RunAsync() => i.CAsync(); }\npublic static class X { [Step] public static Task<int> CAsync(this I i) => Task.FromResult(1); }",
            "public interface I { [Step] Task<int> A(); [Step] Task B(); }\n[Workflow(\"w\")] public sealed partial class W(I i) { [Flow] public async Task<int> RunAsync() => await i.CAsync(); }\npublic static class X { [Step] public static Task<int> CAsync(this I i) => Task.FromResult(1); }"
        },
        {
            "RKF0006",
            "public interface I { [Step] Task A(CancellationToken ct, int i); [Step] Task B(StepContext step, CancellationToken ct); }",
            "public interface I { [Step] Task A(int i, CancellationToken ct = default); [Step] Task B(StepContext step = default, CancellationToken ct = default); }"
        },
        {
            "RKF0007",
            Waiting("private Task<Decision> AAsync(CancellationToken ct = default) => throw new NotSupportedException();", "private ValueTask<int> BAsync() { throw new NotSupportedException(); }"),
            Waiting("private partial ValueTask<Decision> AAsync(CancellationToken ct = default);", "private partial ValueTask<int> BAsync();")
        },
        {
            "RKF0100",
            Flow("var text = await http.GetStringAsync(url, ct);\n        await Task.Delay(50, ct);\n        return text.Length;"),
            Flow("var text = await GetStringAsync(url, ct);\n        await Flow.Delay(TimeSpan.FromMilliseconds(50), ct);\n        return text.Length;",
                "\n    [Step]\n    private async Task<string> GetStringAsync(string url, CancellationToken ct = default) => await http.GetStringAsync(url, ct);\n")
        },
        {
            "RKF0101",
            Flow("// the sum\n        var sum = 1 + await AddAsync(1, ct);\n        if (await AskAsync(sum, ct) > 2) sum += 1;\n        return sum;"),
            Flow("// the sum\n        var result = await AddAsync(1, ct);\n        var sum = 1 + result;\n        var result2 = await AskAsync(sum, ct);\n        if (result2 > 2) sum += 1;\n        return sum;")
        },
        {
            "RKF0103",
            Flow("var n = 0;\n        while (n < 3) n = await AddAsync(n, ct);\n        do n = await AskAsync(n, ct); while (n < 9);\n        return n;"),
            Flow("var n = 0;\n        while (Flow.Loop(n < 3, max: 100)) n = await AddAsync(n, ct);\n        do n = await AskAsync(n, ct); while (Flow.Loop(n < 9, max: 100));\n        return n;")
        },
        {
            "RKF0107",
            Flow("var (at, id) = (DateTimeOffset.UtcNow, Guid.NewGuid());\n        var year = DateTime.UtcNow.Year;\n        Thread.Sleep(5);\n        return year + at.Year + id.ToString().Length;"),
            Flow("var (at, id) = (Flow.UtcNow, Flow.NewId());\n        var year = Flow.UtcNow.UtcDateTime.Year;\n        await Flow.Delay(TimeSpan.FromMilliseconds(5), ct);\n        return year + at.Year + id.ToString().Length;")
        },
        {
            "RKF0108",
            Flow("await AddAsync(1, ct);\n        await AddAsync(2, ct);\n        return await AddAsync(3, ct);"),
            Flow("await AddAsync(1, ct);\n        await Flow.As(\"add-2\", AddAsync(2, ct));\n        return await Flow.As(\"add-3\", AddAsync(3, ct));")
        },
        {
            "RKF0202",
            Context("[JsonSerializable(typeof(string))]\n"),
            Context("[JsonSerializable(typeof(string))]\n[System.Text.Json.Serialization.JsonSerializable(typeof(A))]\n[System.Text.Json.Serialization.JsonSerializable(typeof(B))]\n")
        },
    };

    [Theory, MemberData(nameof(Repairs))]
    public async Task All_places_of_a_project_are_repaired_at_once(string rule, string wrong, string right)
    {
        var fix = Of(rule);

        var all = await FixHarness.ApplyToAllAsync(fix, Source(wrong));

        Assert.Equal(Source(right), all);
        Assert.Empty(await FixHarness.ComplaintsAsync(fix, all));
    }

    [Theory, MemberData(nameof(Repairs))]
    public async Task One_place_is_repaired_alone(string rule, string wrong, string right)
    {
        var fix = Of(rule);

        var once = await FixHarness.ApplyAsync(fix, Source(wrong));

        Assert.NotNull(once);
        Assert.NotEqual(Source(wrong), once);
        Assert.NotEqual(Source(right), once);
        var before = (await FixHarness.ComplaintsAsync(fix, Source(wrong))).Count(c => c.Contains(rule, StringComparison.Ordinal));
        var after = (await FixHarness.ComplaintsAsync(fix, once)).Count(c => c.Contains(rule, StringComparison.Ordinal));
        Assert.InRange(after, 1, before - 1);
    }

    [Theory]
    [InlineData("RKF0001", "[Workflow(\"w\")] public sealed partial class W<T> { F }")]
    [InlineData("RKF0001", "[Workflow(\"w\")] public abstract partial class W { F }")]
    [InlineData("RKF0005", "public class C { [Step] public int A() => 1; }")]
    [InlineData("RKF0007", "[Workflow(\"w\")] public sealed partial class W { F [Gate(Timeout = \"1h\")] private Task<bool> AAsync() => throw new NotSupportedException(); }")]
    [InlineData("RKF0007", "[Workflow(\"w\")] public sealed partial class W { F [Signal] private ValueTask<int> AAsync() => new(1); }")]
    [InlineData("RKF0006", "public interface I { [Step] Task A(CancellationToken a = default, CancellationToken b = default); }")]
    public async Task Nothing_is_offered_where_the_repair_is_not_obvious(string rule, string wrong)
        => Assert.Null(await FixHarness.ApplyAsync(Of(rule), Source(wrong)));

    [Theory]
    [InlineData("RKF0101", "var n = 0;\n        while (Flow.Loop(await AskAsync(n, ct) < 3, max: 3)) n++;\n        return n;")]
    [InlineData("RKF0101", "return url.Length > 3 ? await AddAsync(1, ct) : 2;")]
    [InlineData("RKF0107", "return Random.Shared.Next();")]
    [InlineData("RKF0108", "await Flow.As(\"a\", AddAsync(1, ct));\n        return await Flow.As(\"a\", AskAsync(1, ct));")]
    public async Task Nothing_is_offered_where_a_flow_would_mean_something_else(string rule, string body)
        => Assert.Null(await FixHarness.ApplyAsync(Of(rule), Source(Flow(body))));

    [Fact]
    public void Every_fix_has_a_repair_here() => Assert.Empty(Fixes.Where(fix => fix is not (RecordedShapeFix or UpcastStubFix)).SelectMany(fix => fix.FixableDiagnosticIds).Except(Repairs.Select(row => (string)((ITheoryDataRow)row).GetData()[0]!)));

    [Fact]
    public void The_index_of_diagnostics_says_which_have_a_fix()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "diagnostics", "README.md")).Where(line => line.StartsWith("| [RKF", StringComparison.Ordinal)).ToList();
        var rules = AnalyzerHarness.All.SelectMany(analyzer => analyzer is Microsoft.CodeAnalysis.Diagnostics.DiagnosticSuppressor ? [] : analyzer.SupportedDiagnostics).Select(rule => rule.Id).Append("RKF9000");

        Assert.Equal(rules.Distinct().Order(), rows.Select(IdOf));
        Assert.Equal(Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Order(), rows.Where(row => row.Contains("| yes", StringComparison.Ordinal)).Select(IdOf));
    }

    private static string IdOf(string row) => row.Substring(3, 7);

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private static CodeFixProvider Of(string rule) => Fixes.Single(fix => fix.FixableDiagnosticIds.Contains(rule));

    private static string Source(string text) => Head + text.Replace(" F ", " [Flow] public async Task RunAsync() => await Flow.Delay(TimeSpan.Zero); ", StringComparison.Ordinal) + "\n";

    private static string Waiting(string gate, string signal)
        => $"[Workflow(\"w\")] public sealed partial class W {{ [Flow] public async Task<int> RunAsync() => await BAsync();\n    [Gate(Timeout = \"1h\")] {gate}\n    [Signal] {signal}\n}}";

    private static string Flow(string body, string members = "") => $$"""
        [Workflow("w")]
        public sealed partial class W(HttpClient http)
        {
            [Flow]
            public async Task<int> RunAsync(string url, CancellationToken ct = default)
            {
                {{body}}
            }
        {{members}}
            [Step] private Task<int> AddAsync(int n, CancellationToken ct = default) => Task.FromResult(n + 1);
            [Step] private Task<int> AskAsync(int n, CancellationToken ct = default) => Task.FromResult(n + (http.BaseAddress is null ? 1 : 0));
        }
        """;

    private static string Context(string listed) => $$"""
        using System.Text.Json.Serialization;
        public sealed record A(int N);
        public sealed record B(int N);
        {{listed}}public sealed class ShopJson : JsonSerializerContext
        {
            public ShopJson() : base(null) { }
            public static ShopJson Default { get; } = new();
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        [Workflow("w", Json = typeof(ShopJson))]
        public sealed partial class W
        {
            [Flow] public async Task RunAsync(A a) { var b = await AddAsync(a); }
            [Step] private Task<B> AddAsync(A a) => Task.FromResult(new B(a.N));
        }
        """;
}
