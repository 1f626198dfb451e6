namespace RunkonFlow.Typed.Persistence;

/// <summary>How a fenced write was answered.</summary>
public enum CommitOutcome : byte
{
    /// <summary>It was applied.</summary>
    Applied,

    /// <summary>It had been applied before: the reply was lost. As good as <see cref="Applied"/>.</summary>
    AlreadyApplied,

    /// <summary>Another generation owns the run, or a clone has written at this sequence: throw the activation away.</summary>
    Fenced,

    /// <summary>A transition that the status tables lack.</summary>
    Refused,

    /// <summary>There is no such run.</summary>
    NotFound,

    /// <summary>A limit is reached: nothing was applied, see <see cref="LimitRequest"/>. The same commit may be made again.</summary>
    Limited,

    /// <summary>
    /// It was not applied, and will not be; the run is still the committer's. Only <see cref="IWorkflowPersistence.ResolveCommitAsync"/>
    /// answers so.
    /// </summary>
    NotApplied,
}

/// <summary>The store's answer to a commit.</summary>
/// <param name="Outcome">How it was answered.</param>
/// <param name="Requests">What others have asked of the run.</param>
/// <param name="Sequence">The run's commit sequence after it.</param>
/// <param name="InboxSequence">The run's inbox counter; larger than the commit's <see cref="RunCommit.SeenInbox"/> when there is news.</param>
/// <param name="Reason">For <see cref="CommitOutcome.Refused"/>: what was refused; for <see cref="CommitOutcome.Limited"/>: the key of the limit.</param>
/// <param name="LimitedBy">For <see cref="CommitOutcome.Limited"/>: the place in <see cref="RunCommit.Limits"/> of the first request that is not met.</param>
/// <param name="RetryAt">For <see cref="CommitOutcome.Limited"/> by a rate: from when on there is a token; null of a permit, whose turn moves the inbox.</param>
public readonly record struct CommitResult(
    CommitOutcome Outcome, RunRequests Requests = default, long Sequence = 0, long InboxSequence = 0, string? Reason = null,
    int LimitedBy = 0, DateTimeOffset? RetryAt = null)
{
    /// <summary>The run stands as the commit says.</summary>
    public bool IsApplied => Outcome <= CommitOutcome.AlreadyApplied;
}
