namespace RunkonFlow.Typed.Persistence;

/// <summary>What a run's owner does not know yet.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Requests">What others have asked of it.</param>
/// <param name="InboxSequence">Its inbox counter.</param>
public readonly record struct RunNews(RunId RunId, RunRequests Requests, long InboxSequence);
