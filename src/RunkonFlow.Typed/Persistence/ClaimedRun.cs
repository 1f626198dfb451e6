namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// A run handed to a worker, with everything needed to go on. The objects belong to the worker, which hands them in to be
/// filled; <see cref="Frame"/> and <see cref="Input"/> are valid until the run's first commit is answered.
/// </summary>
public sealed class ClaimedRun
{
    /// <summary>The run.</summary>
    public RunId RunId;

    /// <summary>The workflow's id.</summary>
    public string WorkflowName = "";

    /// <summary>The workflow's version.</summary>
    public int WorkflowVersion;

    /// <summary>The generation under which the worker owns it.</summary>
    public long Generation;

    /// <summary>Its commit sequence.</summary>
    public long Sequence;

    /// <summary>Its status: <see cref="RunStatus.Running"/> or <see cref="RunStatus.Cancelling"/>.</summary>
    public RunStatus Status;

    /// <summary>What others have asked of it.</summary>
    public RunRequests Requests;

    /// <summary>Who asked to cancel it.</summary>
    public RequestNote? CancelRequest;

    /// <summary>The failed run's finalizers are under way.</summary>
    public bool IsFinalizing;

    /// <summary>The end of the finalizers' budget.</summary>
    public DateTimeOffset? FinalizersDueAt;

    /// <summary>Effects are substituted.</summary>
    public bool DryRun;

    /// <summary>The fan-out's node of which it runs an item; empty for a run of the whole workflow.</summary>
    public string ItemNode = "";

    /// <summary>The failure as JSON of a run whose compensations are under way; else empty.</summary>
    public ReadOnlyMemory<byte> Failure;

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt;

    /// <summary>The input.</summary>
    public ReadOnlyMemory<byte> Input;

    /// <summary>The frame; empty when the run is at its start.</summary>
    public ReadOnlyMemory<byte> Frame;

    /// <summary>The shape under which the frame was written.</summary>
    public string Shape = "";

    /// <summary>The inbox counter.</summary>
    public long InboxSequence;

    /// <summary>The largest position among its step rows; 0 when it has none.</summary>
    public int LastPosition;

    /// <summary>It has no parent: its end makes no other run due.</summary>
    public bool IsRoot;

    /// <summary>How often the run was retried from its start or an earlier operation.</summary>
    public int Epoch;

    /// <summary>The store's now.</summary>
    public DateTimeOffset Now;

    /// <summary>The W3C trace context of its start.</summary>
    public string? TraceParent;

    /// <summary>The large values of the run's frame; valid like <see cref="Frame"/>.</summary>
    public List<StoredValue> Values { get; } = [];

    /// <summary>What its steps have saved on their way; valid like <see cref="Frame"/>.</summary>
    public List<SavedProgress> Progress { get; } = [];

    /// <summary>Step rows that are not terminal, and the rows of the operation at which the frame stands.</summary>
    public List<OpenStep> OpenSteps { get; } = [];
}
