namespace RunkonFlow.Typed.Persistence;

/// <summary>Why a lease was not handed out.</summary>
public enum LeaseRefusal : byte
{
    /// <summary>It was.</summary>
    None,

    /// <summary>Another token or worker holds it.</summary>
    Held,

    /// <summary>The run has ended.</summary>
    Terminal,

    /// <summary>There is no such run.</summary>
    NotFound,

    /// <summary>The run is suspended or incompatible; an operator resumes it.</summary>
    NotClaimable,
}

/// <summary>The answer to a request for a run's lease.</summary>
/// <param name="Generation">The generation, or null when it was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="Owner">By whom it is held.</param>
/// <param name="LeaseUntil">Until when.</param>
public readonly record struct LeaseAnswer(
    long? Generation, LeaseRefusal Refusal = LeaseRefusal.None, string? Owner = null, DateTimeOffset? LeaseUntil = null);
