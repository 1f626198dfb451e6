namespace RunkonFlow.Typed.Persistence;

/// <summary>A run as it is stored.</summary>
public sealed record WorkflowRun
{
    /// <summary>The run's id.</summary>
    public required RunId Id { get; init; }

    /// <summary>The workflow's id.</summary>
    public required string WorkflowName { get; init; }

    /// <summary>The workflow's version.</summary>
    public required int WorkflowVersion { get; init; }

    /// <summary>The workflow's title.</summary>
    public required string WorkflowTitle { get; init; }

    /// <summary>A host's own parent; empty when it has none.</summary>
    public string ParentRunId { get; init; } = "";

    /// <summary>The parent run, for a child.</summary>
    public RunId? ParentWorkflowRunId { get; init; }

    /// <summary>The parent's node that waits for it; null for none.</summary>
    public string? ParentNode { get; init; }

    /// <summary>The fan-out's node of which it runs an item; empty for a run of the whole workflow.</summary>
    public string ItemNode { get; init; } = "";

    /// <summary>The topmost run above it; its own id without parent.</summary>
    public RunId RootRunId { get; init; }

    /// <summary>Parents above it.</summary>
    public int Depth { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it is suspended.</summary>
    public SuspendReason SuspendReason { get; init; }

    /// <summary>Finalizers of the failed run are under way.</summary>
    public bool IsFinalizing { get; init; }

    /// <summary>Effects are substituted.</summary>
    public bool DryRun { get; init; }

    /// <summary>What started it.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>A snapshot of the definition.</summary>
    public string? DefinitionSnapshot { get; init; }

    /// <summary>Its idempotency key.</summary>
    public string? Key { get; init; }

    /// <summary>Tags, in ordinal order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The namespace.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The queue.</summary>
    public string Queue { get; init; } = "default";

    /// <summary>The priority.</summary>
    public int Priority { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first claimed.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When a waiting run is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What it waits for, for people.</summary>
    public string? BlockedOn { get; init; }

    /// <summary>The node at which it stands.</summary>
    public string? AtNode { get; init; }

    /// <summary>A summary for people.</summary>
    public string? ResultSummary { get; init; }

    /// <summary>The message of its failure.</summary>
    public string? Error { get; init; }

    /// <summary>The first failure of a finalizer that ran under a cancellation.</summary>
    public string? FinalizerError { get; init; }

    /// <summary>The typed input as JSON.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The result as JSON; empty before the end.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>The failure as JSON; empty when it has none.</summary>
    public ReadOnlyMemory<byte> Failure { get; init; }

    /// <summary>The frame as JSON; empty before the first commit.</summary>
    public ReadOnlyMemory<byte> Frame { get; init; }

    /// <summary>The shape under which the frame was written.</summary>
    public string Shape { get; init; } = "";

    /// <summary>Who executes it: a worker's or a lease's token; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when a token's own lease lasts; null for a worker, whose row says it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>How often the right to it was handed out.</summary>
    public long Generation { get; init; }

    /// <summary>How many commits it has seen.</summary>
    public long Sequence { get; init; }

    /// <summary>What others have asked of it.</summary>
    public RunRequests Requests { get; init; }

    /// <summary>Who asked to cancel it, why and when.</summary>
    public RequestNote? CancelRequest { get; init; }

    /// <summary>Claims since it last got somewhere.</summary>
    public int ClaimsWithoutProgress { get; init; }

    /// <summary>The W3C trace context of its start.</summary>
    public string? TraceParent { get; init; }
}
