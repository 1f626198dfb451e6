namespace RunkonFlow.Typed.Client;

/// <summary>What may be said when a run is started.</summary>
public sealed record StartOptions
{
    /// <summary>Makes the start idempotent: the same key of the same workflow finds the same run.</summary>
    public string? Key { get; init; }

    /// <summary>The run's id, when the caller wants to mint it, so that a retry after a lost reply is safe without a key.</summary>
    public RunId? RunId { get; init; }

    /// <summary>Words by which lists can be narrowed.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Higher is claimed first; null for what the workflow says.</summary>
    public int? Priority { get; init; }

    /// <summary>The queue whose workers claim it; null for what the workflow says.</summary>
    public string? Queue { get; init; }

    /// <summary>Steps that change the world outside are substituted or left out, and gates are approved.</summary>
    public bool DryRun { get; init; }

    /// <summary>What started it, for people; null for what the workflow says.</summary>
    public string? Trigger { get; init; }

    /// <summary>Not to be begun before this moment.</summary>
    public DateTimeOffset? DueAt { get; init; }
}
