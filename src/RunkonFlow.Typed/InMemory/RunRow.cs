using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>
/// One run with everything that belongs to it. The object, its step rows, its events and its buffers serve another run once
/// this one is forgotten. Times are in <see cref="StoreTime"/>.
/// </summary>
internal sealed class RunRow
{
    /// <summary>Bits of a step row's id that say which one of the run it is; the others are <see cref="Serial"/>.</summary>
    public const int StepBits = 28;

    /// <summary>Step rows that a run can have at a time.</summary>
    public const int MaxSteps = 1 << 20;

    public readonly StepTable Steps;
    public readonly EventLog Events;

    public RunRow(EventFeed feed) => (Steps, Events) = (new(this), new(this, feed));

    public RunId Id;

    /// <summary>Unique to this use of the object.</summary>
    public long Serial;

    public string WorkflowTitle = "";
    public string ParentRunId = "";
    public string? ParentNode;
    public string ItemNode = "";
    public string Trigger = "";
    public string? DefinitionSnapshot;
    public string? Key;
    public string? TraceParent;
    public string[] Tags = [];
    public bool DryRun;
    public int Priority;
    public ByteBuffer Input;

    public RunStatus Status;
    public SuspendReason SuspendReason;
    public bool IsFinalizing;
    public long FinalizersDueAt;
    public long CreatedAt;
    public long StartedAt;
    public long EndedAt;
    public string? BlockedOn;
    public string? AtNode;
    public string? ResultSummary;
    public string? Error;
    public string? FinalizerError;
    public string Shape = "";
    public ByteBuffer Frame;
    public ByteBuffer Output;
    public ByteBuffer Failure;

    /// <summary>When it is to be claimed; <see cref="StoreTime.None"/> while it waits on its inbox alone, and while nobody may claim it.</summary>
    public long Due;
    public long Generation;
    public long Sequence;
    public UInt128 Digest;
    public long InboxSequence;

    /// <summary>What the last commit had seen of the inbox.</summary>
    public long SeenInbox;
    public int ClaimsWithoutProgress;

    /// <summary>How often it was retried from its start or an earlier operation.</summary>
    public int Epoch;

    /// <summary>The frame before its finalizers began, and the number of its last event then; null while none have.</summary>
    public (byte[] Frame, long Event)? RetryPoint;
    public RunRequests Requests;
    public RequestNote? CancelRequest;

    /// <summary>Who owns it: a worker, or the holder of token leases; null for nobody.</summary>
    public OwnerRow? OwnedBy;
    public string? OwnerToken;
    public long LeaseUntil;
    public RunRow? NextOwned;
    public RunRow? PreviousOwned;

    public ClaimBucket Bucket = null!;
    public RunHeap? Heap;
    public int HeapIndex;

    /// <summary>The topmost run above it, itself without parent; a tree is kept and forgotten as a whole.</summary>
    public RunRow Root = null!;
    public RunRow? Parent;

    /// <summary>The fan-out item that it runs; null for none.</summary>
    public ItemRow? Item;
    public RunRow? NextInTree;
    public int Depth;
    public int TreeSize;
    public int ActiveInTree;

    /// <summary>Neighbours of a root among the trees that have ended, in the order of their ends.</summary>
    public RunRow? NextEnded;
    public RunRow? PreviousEnded;

    /// <summary>What only some runs have; null for most.</summary>
    public RunExtras? Extras;

    public void Reset()
    {
        Steps.Clear();
        Events.Clear();
        (Input, Frame, Output, Failure) = (Emptied(Input), Emptied(Frame), Emptied(Output), Emptied(Failure));
        (SuspendReason, IsFinalizing, FinalizersDueAt) = (default, false, StoreTime.None);
        (StartedAt, EndedAt, Due, LeaseUntil) = (StoreTime.None, StoreTime.None, StoreTime.None, StoreTime.None);
        (BlockedOn, AtNode, ResultSummary, Error, FinalizerError, Shape) = (null, null, null, null, null, "");
        (Generation, Sequence, Digest, InboxSequence, SeenInbox, ClaimsWithoutProgress) = (0, 0, 0, 0, 0, 0);
        (Requests, CancelRequest, Extras) = (default, null, null);
        (Epoch, RetryPoint) = (0, null);
        (OwnedBy, OwnerToken, NextOwned, PreviousOwned, Heap) = (null, null, null, null, null);
        (ParentNode, ItemNode, Item) = (null, "", null);
        (Root, Parent, NextInTree, Depth, TreeSize, ActiveInTree) = (this, null, null, 0, 1, 1);
        (NextEnded, PreviousEnded) = (null, null);
    }

    public WorkflowRun ToRun() => new()
    {
        Id = Id,
        WorkflowName = Bucket.Key.WorkflowName,
        WorkflowVersion = Bucket.Key.WorkflowVersion,
        WorkflowTitle = WorkflowTitle,
        ParentRunId = ParentRunId,
        ParentWorkflowRunId = Parent?.Id,
        ParentNode = ParentNode,
        ItemNode = ItemNode,
        RootRunId = Root.Id,
        Depth = Depth,
        Status = Status,
        SuspendReason = SuspendReason,
        IsFinalizing = IsFinalizing,
        DryRun = DryRun,
        Trigger = Trigger,
        DefinitionSnapshot = DefinitionSnapshot,
        Key = Key,
        Tags = Tags,
        Namespace = Bucket.Key.Namespace,
        Queue = Bucket.Key.Queue,
        Priority = Priority,
        CreatedAt = StoreTime.Moment(CreatedAt),
        StartedAt = StoreTime.MomentOrNull(StartedAt),
        EndedAt = StoreTime.MomentOrNull(EndedAt),
        DueAt = StoreTime.MomentOrNull(Due),
        BlockedOn = BlockedOn,
        AtNode = AtNode,
        ResultSummary = ResultSummary,
        Error = Error,
        FinalizerError = FinalizerError,
        Input = Input.ToArray(),
        Output = Output.ToArray(),
        Failure = Failure.ToArray(),
        Frame = Frame.ToArray(),
        Shape = Shape,
        Owner = OwnerToken,
        LeaseUntil = StoreTime.MomentOrNull(LeaseUntil),
        Generation = Generation,
        Sequence = Sequence,
        Requests = Requests,
        CancelRequest = CancelRequest,
        ClaimsWithoutProgress = ClaimsWithoutProgress,
        TraceParent = TraceParent,
    };

    private static ByteBuffer Emptied(ByteBuffer buffer)
    {
        buffer.Clear();
        return buffer;
    }
}
