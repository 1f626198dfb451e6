namespace RunkonFlow.Typed.Persistence;

/// <summary>A worker's right to execute runs, as its row has it. Renewed by compare-and-swap on <paramref name="Version"/>.</summary>
/// <param name="Token">The worker's id, unique to one start of one process.</param>
/// <param name="Version">Grows at each heartbeat.</param>
/// <param name="LeaseUntil">Until when the others wait for the next one.</param>
public sealed record WorkerLease(string Token, long Version, DateTimeOffset LeaseUntil);

/// <summary>A worker to register.</summary>
/// <param name="Token">The worker's id, unique to one start of one process.</param>
/// <param name="Host">Machine and process, for people.</param>
/// <param name="TimeToLive">How long the others wait after its last heartbeat.</param>
public sealed record NewWorker(string Token, string Host, TimeSpan TimeToLive);
