using System.Collections.Immutable;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// One line of execution in a run: a frame, and the operation at which it stands. The flow itself is one; each branch that is
/// under way is another. Only bodies of steps run side by side: everything else happens on the run's own turn.
/// </summary>
internal sealed class Strand(TimeProvider time, TimeSpan grace)
{
    /// <summary>The frame.</summary>
    public FlowFrame Frame = null!;

    /// <summary>What the indices in its commands mean.</summary>
    public ImmutableArray<NodeDefinition> Nodes;

    /// <summary>The strand whose branch it is; null for the flow.</summary>
    public Strand? Parent;

    /// <summary>Of a branch: its place in the parent's set.</summary>
    public int Branch;

    /// <summary>The rounds of the loops around a branch's frame.</summary>
    public IterationPath BasePath;

    /// <summary>What the frame asked for last.</summary>
    public FlowCommand Command;

    /// <summary>What it needs next.</summary>
    public StrandPhase Phase;

    /// <summary>The operation at which it stands.</summary>
    public OperationState Operation;

    /// <summary>The failure that its frame was given last, until it is known who took it.</summary>
    public Failure? Raised;

    /// <summary>The operation that failed so.</summary>
    public string RaisedAt = "";

    /// <summary>The rounds around it.</summary>
    public IterationPath RaisedPath;

    /// <summary>A cancellation of this branch alone that is to be delivered; null for none.</summary>
    public Failure? Cancel;

    /// <summary>Of a branch: the cancellation was asked for.</summary>
    public bool IsCancelled;

    /// <summary>The child run of its operation, once known.</summary>
    public RunId? Child;

    /// <summary>When the step that decides an automated gate is to be called again.</summary>
    public DateTimeOffset? NextPoll;

    /// <summary>Stands at an operation that was begun before the run was claimed.</summary>
    public bool IsResumed;

    /// <summary>The status of the attempt's row before its start was announced.</summary>
    public Persistence.StepStatus? RowBefore;

    /// <summary>Has to ask the store for what it waits for.</summary>
    public bool MustLook;

    /// <summary>The moment at which its last operation ended.</summary>
    public DateTimeOffset SegmentTime;

    /// <summary>From what ids behind that operation are derived.</summary>
    public UInt128 SegmentSeed;

    /// <summary>Its open branches; null when it stands at no parallel or race.</summary>
    public List<Strand>? Branches;

    /// <summary>The body that runs, while the run has branches.</summary>
    public Task<AttemptEnd>? Body;

    /// <summary>When its row last showed how far the attempt is, or the attempt began.</summary>
    public long LastReport;

    /// <summary>What a step's body may know.</summary>
    public StepScope Scope { get; } = new();

    /// <summary>The attempt at a step.</summary>
    public StepAttempt Attempt { get; } = new(time, grace);

    /// <summary>The node at which it stands, under the id that it had when its operation began; null for its own id.</summary>
    public NodeDefinition? StoredNode;

    /// <summary>The node at which it stands.</summary>
    public NodeDefinition Node => StoredNode ?? Nodes[Command.Node];

    /// <summary>The rounds of all loops around its operation.</summary>
    public IterationPath Path => Parent is null ? Frame.Path : BasePath.Then(Frame.Path);

    /// <summary>Serves another run.</summary>
    public void Open(FlowFrame frame, ImmutableArray<NodeDefinition> nodes, RunId run, bool isDryRun)
    {
        (Frame, Nodes, Parent, Branches, Body, Command, Phase) = (frame, nodes, null, null, null, default, StrandPhase.Advancing);
        StoredNode = null;
        (Operation, Raised, Cancel, MustLook, IsCancelled, Child, NextPoll) = (default, null, null, false, false, null, null);
        (Scope.RunId, Scope.DryRun) = (run, isDryRun);
        Scope.Clear();
    }
}
