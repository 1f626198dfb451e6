using System.Reflection;
using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>
/// Compiles a flow around a body and runs it twice: as the method that it is, and as its machine, whose frame is stored at every
/// operation. Both write down what they do.
/// </summary>
internal sealed class FlowProbe
{
    private const string Head = """
        #pragma warning disable CS0219 // not every body uses c
        using RunkonFlow.Typed;

        namespace Probed;

        public struct Counter { public int N { get; set; } public void Up() => N++; }

        public sealed class Notes : List<string>
        {
            public new void Add(string note) { lock (this) base.Add(note); }
        }

        public abstract class Recorded
        {
            public Notes Trace { get; } = [];
            public bool IsInline { get; set; }
            public HashSet<string> Failing { get; } = [];
            protected int Note(int x) { Trace.Add($"note {x}"); return x; }
            protected bool Try(int x, out int half) { half = x / 2; return x % 2 == 0; }
            protected static int Raise(int x) => x > 0 ? throw new InvalidOperationException($"raised {x}") : x;

        """;

    private const string Workflow = """
        [Workflow("probe", Version = 1)]
        public sealed partial class Probe : Recorded
        {
            [Flow]
            /*attributes*/
            public async Task<int> RunAsync(int a)
            {
                int c = 1;

        """;

    private readonly GeneratorOutcome _outcome;
    private readonly Assembly _assembly;

    private FlowProbe(GeneratorOutcome outcome) => (_outcome, _assembly) = (outcome, outcome.Load());

    public WorkflowDefinition Definition => new FlowHost(_assembly, "Probed.Probe").Machine.Definition;

    /// <summary>The machine and a fresh workflow for it.</summary>
    public (RunkonFlow.Typed.Machines.FlowMachine Machine, object Instance) Open()
        => (new FlowHost(_assembly, "Probed.Probe").Machine, Activator.CreateInstance(_assembly.GetType("Probed.Probe")!)!);

    public string Machine => _outcome.Machine;

    /// <param name="body">The flow's statements after <c>int c = 1;</c>; they may use its parameter <c>a</c>, and steps Ask1 to Ask4 and Tell1 to Tell4.</param>
    /// <param name="members">Further members of the workflow.</param>
    /// <param name="attributes">Further attributes of the flow.</param>
    public static FlowProbe Of(string body, string members = "", string attributes = "")
    {
        var steps = string.Concat(Enumerable.Range(1, 4).Select(n => $$"""
                [Step] protected async ValueTask<int> Ask{{n}}(int x, int y = 3)
                {
                    Trace.Add($"ask{{n}}({x}, {y})");
                    if (x % 2 == 1) await Task.Yield();
                    if (Failing.Contains("ask{{n}}")) throw Failed("ask{{n}}", new TimeoutException("no answer"));
                    return x + y;
                }
                [Step] protected Task Tell{{n}}(int x)
                {
                    Trace.Add($"tell{{n}}({x})");
                    return Failing.Contains("tell{{n}}") ? Task.FromException(Failed("tell{{n}}", new TimeoutException("not told"))) : Task.CompletedTask;
                }

            """));
        const string Failed = """
                private Exception Failed(string step, Exception e) => IsInline ? new StepFailedException(step, 1, e.GetType().FullName!, e.Message) : e;
            }

            """;
        var source = Head + steps + Failed + Workflow.Replace("/*attributes*/", attributes, StringComparison.Ordinal) + body + "\n    }\n" + members + "\n}\n";
        GeneratorHarness.Start(Compilations.Create(source), out var outcome);
        var complaints = outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Concat(outcome.Diagnostics)
            .Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(complaints.Count == 0 && outcome.HasMachine, string.Join("\n", complaints) + "\n\n" + outcome.AllText);
        return new FlowProbe(outcome);
    }

    /// <summary>Runs the machine only.</summary>
    public async Task<(string End, FlowHost Host)> RunMachineAsync(int a, int? cancelAt = null, params string[] failing)
    {
        var host = new FlowHost(_assembly, "Probed.Probe") { CancelAt = cancelAt, Prepare = workflow => Prepare(workflow, false, failing) };
        var end = await host.RunAsync($$"""{"a":{{a}}}""");
        return (end, host);
    }

    public static IReadOnlyList<string> TraceOf(FlowHost host) => TraceOf(host.Instance);

    /// <summary>Both ways must do the same and end in the same way; the answer is that end and what was done.</summary>
    public Task<string> SameAsync(int a, params string[] failing) => SameAsync(a, null, failing);

    /// <summary>The same for branches, whose order is not compared: the machine runs them one after another, forwards or backwards.</summary>
    public Task<string> SameInAnyOrderAsync(int a, bool isBackwards, params string[] failing) => SameAsync(a, isBackwards, failing);

    private async Task<string> SameAsync(int a, bool? isBackwards, string[] failing)
    {
        var inline = Activator.CreateInstance(_assembly.GetType("Probed.Probe")!)!;
        Prepare(inline, true, failing);
        string expected;
        try
        {
            expected = $"returned {await (Task<int>)inline.GetType().GetMethod("RunAsync")!.Invoke(inline, [a])!}";
        }
        catch (Exception exception)
        {
            var failure = Failure.From(exception);
            expected = $"failed {failure.Kind} {failure}";
        }
        var host = new FlowHost(_assembly, "Probed.Probe") { IsBackwards = isBackwards ?? false, Prepare = workflow => Prepare(workflow, false, failing) };
        var actual = await host.RunAsync($$"""{"a":{{a}}}""");
        var left = $"{expected} [{Text(TraceOf(inline))}]";
        Assert.Equal(left, $"{actual} [{Text(TraceOf(host.Instance))}]");
        return left;

        string Text(IEnumerable<string> trace) => string.Join("; ", isBackwards is null ? trace : trace.Order(StringComparer.Ordinal));
    }

    private static void Prepare(object workflow, bool isInline, string[] failing)
    {
        var type = workflow.GetType();
        type.GetProperty("IsInline")!.SetValue(workflow, isInline);
        ((HashSet<string>)type.GetProperty("Failing")!.GetValue(workflow)!).UnionWith(failing);
    }

    private static List<string> TraceOf(object workflow) => (List<string>)workflow.GetType().GetProperty("Trace")!.GetValue(workflow)!;
}
