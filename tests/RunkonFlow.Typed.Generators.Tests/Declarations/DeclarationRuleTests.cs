using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Tests.Declarations;

/// <summary>Each rule about declarations: what it says, where it is silent, and that a pragma silences it.</summary>
public sealed class DeclarationRuleTests
{
    private const string Flow = "[Flow] public async Task RunAsync() => await Flow.Delay(TimeSpan.Zero);";

    public static TheoryData<string, string> Wrong => new()
    {
        { "[Workflow(\"w\")] public sealed class W { F }", "RKF0001 Workflow 'W' is not partial: declare it 'sealed partial class'" },
        { "[Workflow(\"w\")] public partial class W { F }", "RKF0001 Workflow 'W' is not sealed: declare it 'sealed partial class'" },
        { "[Workflow(\"w\")] public abstract partial class W { F }", "RKF0001 Workflow 'W' is not sealed: declare it 'sealed partial class'" },
        {
            "[Workflow(\"w\")] public static partial class W { }",
            "RKF0001 Workflow 'W' is static: declare it 'sealed partial class', the engine makes an instance for each activation"
        },
        {
            "[Workflow(\"w\")] public sealed partial class W<T> { F }",
            "RKF0001 Workflow 'W' is generic: name the types that it works on, a stored run has no type arguments"
        },
        {
            "[Workflow(\"w\")] file sealed partial class W { F }",
            "RKF0001 Workflow 'W' is visible in its own file only: remove 'file', emitted code stands in another file"
        },
        {
            "public class Outer { [Workflow(\"w\")] public sealed partial class W { F } }",
            "RKF0001 Workflow 'W' stands inside 'Outer', which is not partial: declare 'Outer' partial, or move the workflow out"
        },
        {
            "public partial class Outer<T> { [Workflow(\"w\")] public sealed partial class W { F } }",
            "RKF0001 Workflow 'W' stands inside 'Outer', which is generic: move it out"
        },
        { "[Workflow(\"w\")] public sealed partial class W;", "RKF0002 Workflow 'W' has no [Flow]: mark the one async method that is its course" },
        {
            "[Workflow(\"w\")] public sealed partial class W { F [Flow] public async Task MoreAsync() => await Task.Yield(); }",
            "RKF0002 Workflow 'W' has more than one [Flow]: keep 'RunAsync', and mark 'MoreAsync' [SubFlow] if the flow calls it"
        },
        {
            "[Workflow(\"w\")] public sealed partial class W { F } namespace N { [Workflow(\"w\", Version = 1)] public sealed partial class V { F } }",
            "RKF0003 Workflow 'W' has the id 'w' and version 1, and so has 'N.V': give one of them another id or version|"
            + "RKF0003 Workflow 'V' has the id 'w' and version 1, and so has 'W': give one of them another id or version"
        },
        { "[Workflow(\"W W\")] public sealed partial class W { F }", "RKF0004 The id 'W W' of 'W' is not well formed: use lower-case letters, digits and hyphens" },
        { "[Workflow(\"\")] public sealed partial class W { F }", "RKF0004 The id '' of 'W' is not well formed: use lower-case letters, digits and hyphens" },
        {
            "public interface I { [Step(\"Ab\")] Task A(); }",
            "RKF0004 The id 'Ab' of 'A' is not well formed: use lower-case letters, digits and hyphens"
        },
        {
            "public interface I { [Step] Task Größe(); }",
            "RKF0004 The id 'größe' of 'Größe' is not well formed: derived from its name; give one, [Step(\"…\")], of lower-case letters, digits and hyphens"
        },
        {
            "public interface I { [Step] Task A(); [Step] Task AAsync(); }",
            "RKF0004 The id 'a' of 'AAsync' is that of 'A' too: give one of them an id of its own, [Step(\"…\")]"
        },
        {
            "public interface I { [Step] Task A(); [Step] Task A(int i); }",
            "RKF0004 The id 'a' of 'A' is that of another overload too: give one of them an id of its own, [Step(\"…\")]"
        },
        { "public interface I { [Step] int A(); }", "RKF0005 'A' returns 'int': return Task, Task<T>, ValueTask or ValueTask<T>" },
        { "public interface I { [Step] void A(); }", "RKF0005 'A' returns 'void': return Task, Task<T>, ValueTask or ValueTask<T>" },
        {
            "[Workflow(\"w\")] public sealed partial class W { [Flow] public Task RunAsync() => Task.CompletedTask; }",
            "RKF0005 'RunAsync' is a flow without 'async': write 'async' and await its operations"
        },
        {
            "public interface I { [Step] Task A(CancellationToken ct, int i); }",
            "RKF0006 'ct' of 'A' does not stand last: move it behind the parameters that are the method's own"
        },
        {
            "public interface I { [Step] Task A(int i, CancellationToken ct, StepContext step = default); }",
            "RKF0006 'ct' of 'A' is not optional: write 'CancellationToken ct = default'"
        },
        {
            "public interface I { [Step] Task A(CancellationToken a = default, CancellationToken b = default); }",
            "RKF0006 'b' of 'A' is the second CancellationToken: keep one, the engine fills both alike"
        },
        {
            "public interface I { Task A(); } public sealed class C : I { [Step] public Task A() => Task.CompletedTask; }",
            "RKF0008 'A' is a step here, but flows that call 'I.A' do not see that: mark that declaration [Step] instead"
        },
        {
            "public abstract class B { public abstract Task A(); } public sealed class C : B { [Step] public override Task A() => Task.CompletedTask; }",
            "RKF0008 'A' is a step here, but flows that call 'B.A' do not see that: mark that declaration [Step] instead"
        },
        {
            "[Workflow(\"w\")] public sealed partial class W { [Flow] public static async Task RunAsync() => await Task.Yield(); }",
            "RKF0009 'RunAsync' is a static flow, which is not supported in this version: make it an instance method"
        },
        {
            "[Workflow(\"w\")] public sealed partial class W { [Flow] public async Task RunAsync<T>() => await Task.Yield(); }",
            "RKF0009 'RunAsync' is a generic flow, which is not supported in this version: name the types that it works on"
        },
        {
            "[Workflow(\"w\")] public sealed partial class W { F public required int X { get; set; } }",
            "RKF0009 'X' is a required member of a workflow, which is not supported in this version: take it as a constructor parameter"
        },
        {
            "[Workflow(\"w\")] public sealed partial class W { F public W(int retries = 3) { } }",
            "RKF0009 'retries' is a constructor parameter that no container can give, which is not supported in this version: take a service, or read the value from its options"
        },
        {
            "public interface I { [Step, Formerly(\"b\"), Formerly(\"B\")] Task A(); [Step] Task B(); }",
            "RKF0004 The id 'b' of 'A' is that of 'B' now: remove it, or give the other an id that was never used|"
            + "RKF0004 The id 'B' of 'A' is not well formed: use lower-case letters, digits and hyphens"
        },
        {
            "[Workflow(\"w\")] public sealed partial class W { [Flow, FormerLocal(\"a\", \"b\")] public async Task RunAsync(int c) => await Flow.Delay(TimeSpan.Zero); "
            + "[Step, FormerLocal(\"a\", \"b\")] private Task AAsync() => Task.CompletedTask; }",
            "RKF0010 [FormerLocal] means nothing on 'RunAsync', which has no local 'b': name a local as it is called now|"
            + "RKF0010 [FormerLocal] means nothing on 'AAsync', which is no flow: put it on the [Flow] or [SubFlow] whose local it is"
        },
        {
            "public class C { F }",
            "RKF0010 [Flow] means nothing on 'RunAsync', whose class is no workflow: mark the class [Workflow], or the method [Step]"
        },
        {
            "public interface I { [Retry, NoRetry<Exception>] Task A(); }",
            "RKF0010 [Retry] means nothing on 'A', which is no step: mark the method [Step] too, or remove it|"
            + "RKF0010 [NoRetry] means nothing on 'A', which is no step: mark the method [Step] too, or remove it"
        },
        {
            "[Retry<Exception>] public interface I { Task A(); }",
            "RKF0010 [Retry] means nothing on 'I', which declares no step: remove it, or put it on the type that declares the steps"
        },
        {
            "[Workflow(\"w\")] public sealed partial class W { F [Step, SubFlow] public async Task AAsync() => await Task.Yield(); }",
            "RKF0010 [SubFlow] means nothing on 'AAsync', which is something else already: keep one of [Flow], [SubFlow], [Step], [Gate] and [Signal]"
        },
        {
            "public partial class C { [Gate(Timeout = \"1h\")] private partial ValueTask<Decision> A(); private partial ValueTask<Decision> A() => default; }",
            "RKF0010 [Gate] means nothing on 'A', whose class is no workflow: move it into the workflow whose flow waits|RKF0007 'A' is a gate with a body: remove the body, one is emitted"
        },
        {
            "public class C { public Action A() { [Step] void B() { } return B; } }",
            "RKF0010 [Step] means nothing on a local function: a durable operation is a method of a class, move it out"
        },
        {
            "public class C { public Action A() => [Step] () => { }; }",
            "RKF0010 [Step] means nothing on a lambda: a durable operation is a method of a class, move it out"
        },
        {
            "public class C { public int A { [RunkonFlow.Typed.StepAttribute] get => 1; } }",
            "RKF0010 [Step] means nothing on an accessor: a durable operation is a method"
        },
        {
            "[Workflow(\"w\")] public sealed partial class W { F [Step] private Task Start() => Task.CompletedTask; private int Values() => 1; }",
            "RKF0011 Workflow 'W' declares 'Start', which is emitted for every workflow: rename it|"
            + "RKF0011 Workflow 'W' declares 'Values', which is emitted for every workflow: rename it"
        },
        {
            "public interface I { [Step(Timeout = \"30 s\"), Retry(Delay = \"x\", MaxAttempts = 0)] Task A(); }",
            "RKF0300 Timeout = \"30 s\" is not valid: write a whole number and one of ms, s, m, h, d, such as \"30s\", up to ten years|"
            + "RKF0300 Delay = \"x\" is not valid: write a whole number and one of ms, s, m, h, d, such as \"30s\", up to ten years|"
            + "RKF0300 MaxAttempts = 0 is not valid: write 1 or more"
        },
        { "public interface I { [Step(Timeout = \"0s\")] Task A(); }", "RKF0300 Timeout = \"0s\" is not valid: write more than nothing" },
        {
            "[Retry(MaxDelay = \"-1s\")] public interface I { [Step] Task A(); }",
            "RKF0300 MaxDelay = \"-1s\" is not valid: write a whole number and one of ms, s, m, h, d, such as \"30s\", up to ten years"
        },
        {
            "[Workflow(\"w\", Version = 0, FinalizerTimeout = \"soon\")] public sealed partial class W { F }",
            "RKF0300 Version = 0 is not valid: write 1 or more|"
            + "RKF0300 FinalizerTimeout = \"soon\" is not valid: write a whole number and one of ms, s, m, h, d, such as \"30s\", up to ten years"
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_declaration_gets_its_error_and_no_other(string declaration, string expected)
    {
        var compilation = AnalyzerHarness.Generate(Compilations.Create(Program(declaration)));

        var found = await AnalyzerHarness.RunAsync(compilation);

        var declarations = found.Where(f => !f.StartsWith("RKF01", StringComparison.Ordinal) && !f.StartsWith("RKF02", StringComparison.Ordinal));
        Assert.Equal(expected.Split('|'), declarations.Select(f => f[..8] + f[(f.IndexOf(':', StringComparison.Ordinal) + 2)..]));
        Assert.All(found, f => Assert.StartsWith("3:", f[8..], StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_declaration_gets_no_error_of_the_compiler_in_emitted_code(string declaration, string expected)
    {
        Assert.NotEmpty(expected);

        var outcome = GeneratorHarness.RunWithErrors(Program(declaration));

        Assert.DoesNotContain(
            outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken),
            d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_pragma_silences_the_rule(string declaration, string expected)
    {
        var id = expected[..7];
        var compilation = AnalyzerHarness.Generate(Compilations.Create($"#pragma warning disable {id}\n" + Program(declaration)));

        var found = await AnalyzerHarness.RunAsync(compilation);

        Assert.DoesNotContain(found, f => f.StartsWith(id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Workflow(\"w\")] public sealed partial class W { F } [Workflow(\"w\", Version = 2)] public sealed partial class V { F }")]
    [InlineData("[Workflow(\"w-1\")] internal sealed partial class W { F [Step] private static ValueTask<T> GetAsync<T>(T t, CancellationToken ct = default, StepContext step = default) => new(t); }")]
    [InlineData("public interface I { [Step] Task A(); } public sealed class C : I { public Task A() => Task.CompletedTask; }")]
    [InlineData("public interface I { Task A(); } public sealed class C : I { [Step] public Task A() => Task.CompletedTask; } [Workflow(\"w\")] public sealed partial class W(C c) { F public C C => c; }")]
    [InlineData("public interface I { [Step(\"a\")] Task A(StepContext step = default, CancellationToken ct = default); [Step] Task A(int i); }", "RKF0004")]
    [InlineData("[Retry(Delay = \"0s\")] public interface I { [Step(Timeout = \"14d\"), Retry(MaxAttempts = 1)] Task A(); }")]
    [InlineData("public class FlowAttribute : Attribute; public class C { [FlowAttribute] public void A() { } }")]
    public async Task A_right_declaration_gets_none(string declaration, string? id = null)
    {
        var found = await AnalyzerHarness.RunAsync(Program(declaration));

        if (id is null) Assert.Empty(found);
        else Assert.All(found, f => Assert.StartsWith(id, f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_workflow_in_a_referenced_assembly_counts()
    {
        var library = AnalyzerHarness.Generate(Compilations.Create("Shop.Library", [Program("namespace N { [Workflow(\"w\")] public sealed partial class V { F } }")]));
        var compilation = AnalyzerHarness.Generate(Compilations.Create(Program("[Workflow(\"w\")] public sealed partial class W { F }"))
            .AddReferences(library.ToMetadataReference()));

        var found = await AnalyzerHarness.RunAsync(compilation);

        Assert.StartsWith("RKF0003 3: Workflow 'W' has the id 'w' and version 1, and so has 'N.V'", Assert.Single(found), StringComparison.Ordinal);
    }

    private static string Program(string declaration) => "using RunkonFlow.Typed;\n\n" + declaration.Replace("F ", Flow + " ", StringComparison.Ordinal);
}
