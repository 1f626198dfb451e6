using System.Text;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>One attempt at a node. Belongs to its run for good and is used again when the run's place is.</summary>
internal sealed class StepRow(RunRow run)
{
    public readonly RunRow Run = run;

    public long Id;
    public string NodeId = "";
    public IterationPath Path;
    public int Attempt;
    public string StepName = "";
    public string Role = "";
    public bool CanCommit;
    public string? Group;
    public int Position;

    /// <summary>Of a loop that lives on; -1 outside of one.</summary>
    public int Round;

    /// <summary>A retry has set it aside; its key is free.</summary>
    public bool IsArchived;

    /// <summary>The run's frame as it stood when the row was inserted; null when it was not kept.</summary>
    public byte[]? Frame;

    /// <summary>The number of the run's last event before the row was inserted, where its frame was kept.</summary>
    public long FrameEvent;

    /// <summary>The number of the row's last event.</summary>
    public long LastEvent;
    public StepStatus Status;
    public bool Tolerated;
    public int RetryCount;
    public long StartedAt;
    public long EndedAt;
    public long DueAt;
    public StepProgress? Progress;
    public ByteBuffer Output;

    /// <summary>What a gate or a row inserted by name has beside this; null for most.</summary>
    public StepExtras? Extras;

    /// <summary>Neighbours in the run's list of rows that are not terminal.</summary>
    public StepRow? NextOpen;
    public StepRow? PreviousOpen;

    private StepTexts? _texts;
    private bool _hasTexts;

    /// <summary>The row's texts; null when it has none.</summary>
    public StepTexts? Texts => _hasTexts ? _texts : null;

    /// <summary>The row's texts, to write into.</summary>
    public StepTexts OwnTexts()
    {
        _texts ??= new();
        if (!_hasTexts) _texts.Clear();
        _hasTexts = true;
        return _texts;
    }

    public void Reset()
    {
        (Status, Tolerated, RetryCount) = (default, false, 0);
        (StartedAt, EndedAt, DueAt) = (StoreTime.None, StoreTime.None, StoreTime.None);
        Progress = null;
        (Round, LastEvent) = (-1, 0);
        (IsArchived, Frame, FrameEvent) = (false, null, 0);
        Output.Clear();
        (Group, Extras, _hasTexts) = (null, null, false);
        (NextOpen, PreviousOpen) = (null, null);
    }

    public bool HasKey(string nodeId, in IterationPath path, int attempt)
        => Attempt == attempt && !IsArchived && NodeId == nodeId && Path == path;

    public OpenStep ToOpenStep() => new(NodeId, Path, Attempt, Position, Status, StoreTime.MomentOrNull(DueAt), Texts?.ErrorType);

    public WorkflowRunStep ToStep() => new()
    {
        Id = Id,
        RunId = Run.Id,
        NodeId = NodeId,
        Path = Path,
        Attempt = Attempt,
        StepName = StepName,
        Role = Role,
        CanCommit = CanCommit,
        Position = Position,
        Status = Status,
        RetryCount = RetryCount,
        ChildRunId = Texts?.ChildRunId,
        StartedAt = StoreTime.MomentOrNull(StartedAt),
        EndedAt = StoreTime.MomentOrNull(EndedAt),
        DueAt = StoreTime.MomentOrNull(DueAt),
        ResultText = Texts?.ResultText,
        ContextOut = Texts?.Context,
        MarkersOut = Texts?.Markers,
        StructuredOutput = Texts?.StructuredOutput ?? (Output.Length > 0 ? Encoding.UTF8.GetString(Output.Span) : null),
        StepError = Texts?.Error,
        ErrorType = Texts?.ErrorType,
        Tolerated = Tolerated,
        Group = Group,
        Progress = Progress,
        Items = Extras?.FanOut?.Counts,
        Gate = Extras?.Gate,
    };
}
