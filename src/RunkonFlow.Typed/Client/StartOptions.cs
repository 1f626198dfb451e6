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

    /// <summary>Higher is claimed first.</summary>
    public int Priority { get; init; }

    /// <summary>The queue whose workers claim it.</summary>
    public string Queue { get; init; } = "default";

    /// <summary>What started it, for people.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>Not to be begun before this moment.</summary>
    public DateTimeOffset? DueAt { get; init; }
}
