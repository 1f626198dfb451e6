using RunkonFlow.Typed.Oracle.Tests.Programs;

namespace RunkonFlow.Typed.Oracle.Tests.Rendering;

/// <summary>A program as a user writes it: a workflow class with steps, sub-flows and one flow.</summary>
public sealed class FlowText : ProgramText
{
    private const string Steps = """

            [Step] private ValueTask<int> AskAsync(int x, int y = 3, CancellationToken ct = default) => World.AttemptAsync($"ask({x}, {y})");
            [Step] private async Task TellAsync(int x, CancellationToken ct = default) => await World.AttemptAsync($"tell({x})");
            [Step] private async ValueTask<string> NameAsync(string text) => $"n{await World.AttemptAsync($"name({text})")}";
            [Step] private async Task<Pair> MeetAsync(int x, Pair? with = null) { var v = await World.AttemptAsync($"meet({x}, {with})"); return new Pair(v, $"m{v}"); }
        }

        """;

    private readonly bool _hasBodies;

    private FlowText(bool hasBodies) => _hasBodies = hasBodies;

    protected override bool IsReference => false;

    /// <param name="program">The program.</param>
    /// <param name="name">The class's name.</param>
    /// <param name="hasBodies">False for a class whose flows are not run as plain C#, and need not be compiled.</param>
    public static string Of(FlowProgram program, string name, bool hasBodies = true)
    {
        var text = new FlowText(hasBodies);
        text.Raw($"[Workflow(\"{name.ToLowerInvariant()}\")]\n");
        text.Raw($"public sealed partial class {name}(World world, ILibrary library) : OracleFlow(world)\n{{\n");
        text.Method("[Flow] public", "Task<int> RunAsync", program.Flow);
        foreach (var (sub, isFirst) in program.SubFlows.Select((s, i) => (s, i == 0)))
        {
            text.Raw("\n");
            var type = isFirst ? "Task<int>" : "ValueTask<int>";
            text.Method("[SubFlow] private", $"{type} {sub.Name}Async", sub.Body);
        }
        text.Raw(Steps);
        return text.ToString();
    }

    private void Method(string modifiers, string name, Block body)
    {
        const string Parameters = "(int a, int b, CancellationToken ct = default)";
        if (_hasBodies) Member($"{modifiers} async {name}{Parameters}", () => Body(body));
        else Raw($"    {modifiers} {name}{Parameters} => throw new NotSupportedException();\n");
    }

    protected override void Render(Operation operation)
    {
        var arguments = operation.Arguments.Select(a => a.For(isReference: false));
        if (operation.PassesToken) arguments = arguments.Append(operation.Kind == OperationKind.Timer ? "cancellationToken: ct" : "ct: ct");
        var method = operation.Kind switch
        {
            OperationKind.LibraryStep => $"library.{operation.Method}Async",
            OperationKind.Timer => $"Flow.{operation.Method}",
            _ => $"{operation.Method}Async",
        };
        var call = $"{method}({string.Join(", ", arguments)})";
        if (operation.IsNamed) call = $"Flow.As(\"{operation.Id}\", {call})";
        Line(UseOf(operation, $"await {call}{operation.Suffix};"));
    }

    public static string UseOf(Operation operation, string awaited) => operation.Use switch
    {
        OperationUse.Discarded => $"_ = {awaited}",
        OperationUse.Assigned => $"{operation.Target} = {awaited}",
        OperationUse.Declared => $"var {operation.Target} = {awaited}",
        OperationUse.Deconstructed => $"var ({operation.Target}) = {awaited}",
        OperationUse.Returned => $"return {awaited}",
        _ => awaited,
    };

    protected override void RenderDurable(While loop)
    {
        var condition = Bounded(loop.Condition, loop.Bound);
        Line(loop.IsDo ? "do" : $"while ({condition})");
        Scope(loop.Body);
        if (loop.IsDo) Line($"while ({condition});");
    }

    protected override void RenderDurable(For loop)
    {
        Line(loop.Condition is { } condition ? HeadOf(loop, Bounded(condition, loop.Bound)) : CountingHeadOf(loop));
        Scope(loop.Body);
    }

    protected override void RenderDurable(ForEach loop)
    {
        Line(HeadOf(loop));
        Scope(loop.Body);
    }

    protected override void RenderDurable(Try statement)
    {
        TryCatch(statement);
        if (statement.Finally is not { } final) return;
        Line("finally");
        Scope(final);
    }

    protected override string ThrowOf(string variable) => $"throw {variable};";

    protected override string RethrowOf(string variable) => "throw;";

    private string Bounded(Expr condition, LoopBound bound)
    {
        var onLimit = bound.ContinuesOnLimit ? ", onLimit: OnLimit.Continue" : "";
        return bound.StuckAfter > 0
            ? $"Flow.Loop({Of(condition)}, max: {bound.Max}, stuckAfter: {bound.StuckAfter}, progress: {Of(bound.Progress)}{onLimit})"
            : $"Flow.Loop({Of(condition)}, max: {bound.Max}{onLimit})";
    }
}
