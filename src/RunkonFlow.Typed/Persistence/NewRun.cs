namespace RunkonFlow.Typed.Persistence;

/// <summary>A run to create.</summary>
public sealed record NewRun
{
    /// <summary>The run's id, minted by the caller so that a retry after a lost reply is safe.</summary>
    public required RunId Id { get; init; }

    /// <summary>The workflow's id.</summary>
    public required string WorkflowName { get; init; }

    /// <summary>The workflow's version.</summary>
    public int WorkflowVersion { get; init; } = 1;

    /// <summary>The workflow's title, for people; null for its id.</summary>
    public string? WorkflowTitle { get; init; }

    /// <summary>A host's own parent of the run; empty when it has none.</summary>
    public string ParentRunId { get; init; } = "";

    /// <summary>The parent run, for a child.</summary>
    public RunId? ParentWorkflowRunId { get; init; }

    /// <summary>
    /// The parent's node that waits for the child: its id, followed by <c>@</c> and the path where loops surround it. The parent
    /// is woken when the child ends, unless it has ended itself. Null for a child for whose end nobody waits.
    /// </summary>
    public string? ParentNode { get; init; }

    /// <summary>Effects are substituted.</summary>
    public bool DryRun { get; init; }

    /// <summary>What started it; a host's own word.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>A snapshot of the definition, as JSON, where a host keeps one.</summary>
    public string? DefinitionSnapshot { get; init; }

    /// <summary>The idempotency key within namespace and workflow; the same key returns the run that has it.</summary>
    public string? Key { get; init; }

    /// <summary>The typed input as JSON.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Words by which lists can be narrowed.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The namespace.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Which workers claim it.</summary>
    public string Queue { get; init; } = "default";

    /// <summary>Higher is claimed first.</summary>
    public int Priority { get; init; }

    /// <summary>The W3C trace context of the caller, or null.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Not to be claimed before this moment; null for at once.</summary>
    public DateTimeOffset? DueAt { get; init; }
}
