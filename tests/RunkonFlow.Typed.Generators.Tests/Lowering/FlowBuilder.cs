using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Tests.Lowering;

/// <summary>Makes flows from plain records, as the parser would; variables are made by their names.</summary>
internal sealed class FlowBuilder
{
    private readonly List<VariableModel> _variables = [];
    private readonly List<OperationModel> _operations = [];
    private readonly List<LoopModel> _loops = [];
    private int _tries;

    public int Variable(string name, VariableKind kind = VariableKind.Local)
    {
        var known = _variables.FindIndex(v => v.Name == name);
        if (known >= 0) return known;
        _variables.Add(new VariableModel { Number = _variables.Count, Kind = kind, Name = name, Type = "int", Payload = null });
        return _variables.Count - 1;
    }

    /// <summary>A statement, by what it does with variables.</summary>
    public PieceStatement Plain(string[]? reads = null, string[]? writes = null, string[]? declares = null, string[]? replaces = null, Jump? jump = null)
    {
        int[] Numbers(string[]? names) => [.. (names ?? []).Select(n => Variable(n))];
        return new PieceStatement(new Piece
        {
            Kind = PieceKind.Statement,
            Parts = [new PiecePart("text"), .. jump is null ? [] : new[] { new PiecePart("", jump) }],
            Names = new NameUse
            {
                Named = [.. Numbers(reads).Concat(Numbers(writes)).Concat(Numbers(declares)).Concat(Numbers(replaces)).Distinct().Order()],
                Declared = [.. Numbers(declares)],
                Written = [.. Numbers(writes).Concat(Numbers(replaces))],
                Replaced = [.. Numbers(replaces)],
                Assigned = [.. Numbers(declares)],
            },
            Source = default,
        });
    }

    public Piece Condition(params string[] reads) => Plain(reads).Piece with { Kind = PieceKind.Condition };

    /// <summary>A step with plain arguments.</summary>
    public OperationStatement Step(string id, string? target = null, params string[] arguments)
    {
        var operation = new OperationModel
        {
            Index = _operations.Count,
            Kind = DurableKind.Step,
            Id = id,
            StepId = id,
            Callee = id,
            SubFlow = "",
            Arguments = [.. arguments.Select(a => new ArgumentModel
            {
                Name = null, Parameter = a, From = ArgumentSource.Plain, Type = "int", Text = [new ArgumentPart("", Variable(a)), new ArgumentPart("", -1)],
            })],
            Shape = TaskShape.Task,
            ResultType = target is null ? null : "int",
            ResultPayload = null,
            Target = target is null ? -1 : Variable(target),
            IsReturned = false,
            Policy = "",
            Source = default,
        };
        _operations.Add(operation);
        return new OperationStatement(operation.Index, [], null);
    }

    public LoopStatement While(Piece condition, params StatementModel[] body)
    {
        _loops.Add(new LoopModel { Number = _loops.Count + 1, Id = $"while-{_loops.Count + 1}", Guard = LoopGuardKind.None, TestsFirst = true });
        return new LoopStatement(_loops.Count, [], condition, TestsFirst: true, new BlockModel([.. body]), []);
    }

    public TryModel TryFinally(StatementModel[] body, params StatementModel[] final)
        => new(++_tries, new BlockModel([.. body]), [], new BlockModel([.. final]));

    public TryModel TryCatch(StatementModel[] body, params StatementModel[] handler)
        => new(++_tries, new BlockModel([.. body]), [new CatchModel(null, new BlockModel([.. handler]))], null);

    public LoweredFlowView Lower(params StatementModel[] statements)
    {
        var flow = new FlowBody
        {
            Name = "RunAsync",
            Key = "RunAsync",
            IsSubFlow = false,
            ResultType = null,
            ResultPayload = null,
            ResultIsReference = false,
            Variables = [.. _variables],
            Parameters = [.. _variables.Where(v => v.Kind == VariableKind.Parameter).Select(v => v.Number)],
            Carried = [],
            Operations = [.. _operations],
            Loops = [.. _loops],
            Switches = [],
            Body = new BlockModel([.. statements]),
        };
        return new LoweredFlowView(Generators.Lowering.FlowLowering.Lower(flow));
    }
}
