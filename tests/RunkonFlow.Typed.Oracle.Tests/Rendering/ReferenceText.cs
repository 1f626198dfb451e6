using RunkonFlow.Typed.Oracle.Tests.Programs;

namespace RunkonFlow.Typed.Oracle.Tests.Rendering;

/// <summary>
/// A program as plain C# that says by itself what the engine adds: ids and rounds of operations, bounds of loops that start
/// again at every entry, and what a failing finalizer does. Between them it reports which statements ran.
/// </summary>
public sealed class ReferenceText : ProgramText
{
    private readonly List<int> _rounds = [];
    private readonly List<StatementUse> _uses = [];
    private readonly Stack<StatementKind> _parents = new();
    private int _tries;

    private ReferenceText()
    {
    }

    protected override bool IsReference => true;

    /// <summary>The class's text, and its statements by the number under which they report.</summary>
    public static (string Text, IReadOnlyList<StatementUse> Uses) Of(FlowProgram program, string name)
    {
        var text = new ReferenceText();
        text.Raw($"public sealed class {name}Reference(World world) : OracleReference(world)\n{{\n");
        text.Member("public override async Task<int> RunAsync(string node, string path, int a, int b)", () => text.Body(program.Flow));
        foreach (var sub in program.SubFlows)
        {
            text.Raw("\n");
            text.Member($"private async Task<int> {sub.Name}(string node, string path, int a, int b)", () => text.Body(sub.Body));
        }
        text.Raw("}\n\n");
        return (text.ToString(), text._uses);
    }

    protected override void Before(Statement statement)
    {
        var kinds = StatementKinds.Of(statement).ToList();
        Line($"World.Hit({_uses.Count});");
        _uses.Add(new(kinds, _parents.TryPeek(out var parent) ? parent : null, _parents.Count, _tries > 0, statement is Witness));
        if (kinds.Count > 0 && StatementKinds.IsCompound(kinds[0])) _parents.Push(kinds[0]);
    }

    protected override void After(Statement statement)
    {
        if (StatementKinds.Of(statement).FirstOrDefault(StatementKind.Local) is var kind && StatementKinds.IsCompound(kind)) _parents.Pop();
    }

    protected override void Render(Operation operation)
    {
        List<string> arguments = [$"Under(node, \"{operation.Id}\")", PathText(), .. operation.Arguments.Select(a => a.For(isReference: true))];
        Line(FlowText.UseOf(operation, $"await {operation.Method}({string.Join(", ", arguments)});"));
    }

    protected override void RenderDurable(While loop)
    {
        var condition = Bounded(loop.Number, loop.Condition, loop.Bound);
        Counter(loop.Number, loop.Bound, loop.IsDo);
        Line(loop.IsDo ? "do" : $"while ({condition})");
        Round(loop.Number, loop.Body);
        if (loop.IsDo) Line($"while ({condition});");
    }

    protected override void RenderDurable(For loop)
    {
        Counter(loop.Number, loop.Bound, isDo: false);
        Line(loop.Condition is { } condition ? HeadOf(loop, Bounded(loop.Number, condition, loop.Bound)) : CountingHeadOf(loop));
        Round(loop.Number, loop.Body);
    }

    protected override void RenderDurable(ForEach loop)
    {
        Line($"var r{loop.Number} = -1;");
        Line(HeadOf(loop));
        Round(loop.Number, loop.Body);
    }

    /// <summary>
    /// The finalizer's own failure meets the pending one outside of any filter, because C# would run a filter before the
    /// finalizers further in.
    /// </summary>
    protected override void RenderDurable(Try statement)
    {
        if (statement.Finally is not { } final)
        {
            Protected(statement);
            return;
        }
        var n = statement.Number;
        Line($"Exception? first{n} = null;");
        Line("try");
        Braced(() =>
        {
            Line("try");
            Braced(() => Protected(statement));
            Line($"catch (Exception x{n}) {{ first{n} = x{n}; throw; }}");
        });
        Line("finally");
        Braced(() =>
        {
            Line("World.FinalizerDepth++;");
            Line("try");
            Scope(final);
            Line($"catch (Exception y{n}) {{ if (!World.Keeps(first{n}, y{n})) throw; }}");
            Line("finally { World.FinalizerDepth--; }");
        });
    }

    protected override string ThrowOf(string variable) => $"throw World.Thrown({variable});";

    protected override string RethrowOf(string variable) => ThrowOf(variable);

    private void Protected(Try statement)
    {
        _tries++;
        if (statement.Catches.Length > 0) TryCatch(statement);
        else Scope(statement.Body);
        _tries--;
    }

    private void Counter(int number, LoopBound bound, bool isDo)
    {
        Line($"var r{number} = -1;");
        Line($"var g{number} = new LoopCounter(World, {bound.Max}, {bound.StuckAfter}, {(bound.ContinuesOnLimit ? "true" : "false")}, {(isDo ? 1 : 0)});");
    }

    private string Bounded(int number, Expr condition, LoopBound bound)
        => $"g{number}.Next({Of(condition)}{(bound.StuckAfter > 0 ? ", " + Of(bound.Progress) : "")})";

    private void Round(int number, Block body) => Braced(() =>
    {
        Line($"r{number}++;");
        _rounds.Add(number);
        Statements(body);
        _rounds.RemoveAt(_rounds.Count - 1);
    });

    private string PathText() => $"At(path{string.Concat(_rounds.Select(r => $", r{r}"))})";
}
