using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>What all emitters of one frame class share: its names, its nodes, and what it stores.</summary>
internal sealed class FrameLayout
{
    private readonly int[] _firstNodes;

    /// <param name="lowered">The flow.</param>
    /// <param name="prefix">What the names of its members begin with; unique in the workflow.</param>
    /// <param name="workflowType">The user's class.</param>
    /// <param name="subFlows">The layouts of the sub-flows that it may call, by key.</param>
    /// <param name="values">Readers and writers of the workflow's values.</param>
    /// <param name="usesClock">A flow of the workflow names <c>Flow.UtcNow</c> or <c>Flow.NewId</c>, or answers requests.</param>
    /// <param name="mapsLines">Emitted text points to the user's lines.</param>
    public FrameLayout(
        LoweredFlow lowered, string prefix, string workflowType, IReadOnlyDictionary<string, FrameLayout> subFlows, ValuesEmitter values, bool usesClock,
        bool mapsLines)
    {
        (Lowered, Prefix, WorkflowType, SubFlows, Values) = (lowered, prefix, workflowType, subFlows, values);
        UsesClock = usesClock && IsDriven;
        MapsLines = mapsLines;
        Fields = new FrameFields(lowered);
        _firstNodes = new int[Flow.Operations.Length];
        foreach (var operation in Flow.Operations)
        {
            _firstNodes[operation.Index] = NodeCount + 1;
            NodeCount += CountOf(operation);
        }
        State = FrameState.Of(this);
    }

    public LoweredFlow Lowered { get; }
    public FlowBody Flow => Lowered.Flow;
    public string Prefix { get; }
    public string FrameType => Prefix + "Frame";
    public string WorkflowType { get; }
    public IReadOnlyDictionary<string, FrameLayout> SubFlows { get; }
    public ValuesEmitter Values { get; }
    public FrameFields Fields { get; }
    public bool UsesClock { get; }
    public bool MapsLines { get; }

    /// <summary>What a stored frame holds, in the order in which it is written.</summary>
    public FrameState State { get; }

    /// <summary>Nodes of the flow, those of its sub-flows at each of their call sites included.</summary>
    public int NodeCount { get; }

    /// <summary>Whether the flow, or a sub-flow that it calls, holds an operation of one of these kinds.</summary>
    public bool Holds(DurableKind[] kinds)
        => Flow.Operations.Any(o => kinds.Contains(o.Kind) || (o.Kind == DurableKind.SubFlow && SubFlows[o.SubFlow].Holds(kinds)));

    /// <summary>Some step of it, or of a sub-flow that it calls, is limited over all workers.</summary>
    public bool HasLimits => Flow.Operations.Any(o => !o.Limits.IsEmpty || (o.Kind == DurableKind.SubFlow && SubFlows[o.SubFlow].HasLimits));

    /// <summary>The engine drives its frames itself, so that their segments run under a clock that it sets.</summary>
    public bool IsDriven => !Flow.IsSubFlow || Flow.Role != FlowRole.Method;

    /// <summary>Its frames keep the clock of their last segment; those of branches have that of the frame around them.</summary>
    public bool StoresClock => UsesClock && Flow.Role != FlowRole.Branch;

    /// <summary>Each operation is one node, so a node is a position.</summary>
    public bool HasPlainNodes => NodeCount == Flow.Operations.Length && !HasCalls;

    public bool HasCalls => Flow.Operations.Any(o => o.Kind == DurableKind.SubFlow);

    /// <summary>The first node of an operation, from 1, counted in this flow.</summary>
    public int FirstNode(OperationModel operation) => _firstNodes[operation.Index];

    /// <summary>The nodes of an operation as case labels of a switch; empty for a sub-flow without any.</summary>
    public IEnumerable<int> NodesOf(OperationModel operation)
        => Enumerable.Range(FirstNode(operation), operation.Kind == DurableKind.SubFlow ? SubFlows[operation.SubFlow].NodeCount : 1);

    /// <summary>The layout of a branch's flow.</summary>
    public FrameLayout this[BranchModel branch] => SubFlows[branch.Flow];

    /// <summary>The layout of an item's flow. Its nodes stand behind the fan-out's own.</summary>
    public FrameLayout this[FanOutModel fanOut] => SubFlows[fanOut.Flow];

    /// <summary>The first node of a branch, from 1, counted in this flow. The group's own node stands before those of its branches.</summary>
    public int FirstNode(OperationModel group, int branch)
        => FirstNode(group) + 1 + group.Branches.Take(branch).Sum(b => this[b].NodeCount);

    private int CountOf(OperationModel operation) => operation.Kind switch
    {
        DurableKind.SubFlow => SubFlows[operation.SubFlow].NodeCount,
        DurableKind.FanOut => 1 + this[operation.FanOut!].NodeCount,
        _ => 1 + operation.Branches.Sum(b => this[b].NodeCount),
    };

    /// <summary>A node of this flow as the index in the definition's list.</summary>
    public string Index(int node) => Flow.IsSubFlow ? $"Offset + {node}" : $"{node}";

    /// <summary>The inverse: what a switch over an index asks.</summary>
    public string LocalNode => Flow.IsSubFlow ? "node - Offset" : "node";

    /// <summary>A variable as text inside the user's class reads it from a frame.</summary>
    public string ReadFromFrame(int variable)
        => Flow.Variables[variable] is { Kind: VariableKind.Caught } caught
            ? $"__f.{FrameFields.CaughtOf(caught.Try)}!.ToStepFailed()"
            : $"__f.{Fields[variable]}";

    /// <summary>The finally regions, in source order.</summary>
    public IEnumerable<Region> Finallys => Lowered.Regions.Where(r => r.Kind == RegionKind.Finally);

    /// <summary>The numbers of the tries with catch clauses.</summary>
    public IEnumerable<int> Catches => Lowered.Regions.Where(r => r.Kind == RegionKind.Catches).Select(r => r.Try);
}
