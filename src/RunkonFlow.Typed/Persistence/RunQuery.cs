namespace RunkonFlow.Typed.Persistence;

/// <summary>Which runs to list, newest first: by creation time and id, both descending.</summary>
public sealed record RunQuery
{
    /// <summary>Statuses; empty means every active one: all but completed, failed, cancelled.</summary>
    public IReadOnlyList<RunStatus> Statuses { get; init; } = [];

    /// <summary>Runs that have ended too, when <see cref="Statuses"/> is empty.</summary>
    public bool IncludeEnded { get; init; }

    /// <summary>One workflow's runs.</summary>
    public string? WorkflowName { get; init; }

    /// <summary>Runs that carry this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Children of this run.</summary>
    public RunId? Parent { get; init; }

    /// <summary>Runs of fan-out items too, which are left out otherwise.</summary>
    public bool IncludeItemRuns { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created before.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>The namespace.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Runs per page, 1 to 1,000.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The last run of the page before; null for the first page.</summary>
    public RunCursor? After { get; init; }
}

/// <summary>A place in a list of runs.</summary>
public sealed record RunCursor(DateTimeOffset CreatedAt, RunId Id);

/// <summary>One page of a list.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record RunPage(IReadOnlyList<WorkflowRun> Runs, RunCursor? Next);
