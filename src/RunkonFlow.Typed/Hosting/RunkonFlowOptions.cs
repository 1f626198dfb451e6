namespace RunkonFlow.Typed.Hosting;

/// <summary>How this process takes part. Validated when the host starts.</summary>
public sealed class RunkonFlowOptions
{
    /// <summary>The namespace whose runs it starts and claims.</summary>
    public string Namespace { get; set; } = "default";

    /// <summary>The queues from which it claims.</summary>
    public IList<string> QueueNames { get; } = ["default"];

    /// <summary>Whether it executes runs, or only starts and steers them.</summary>
    public bool RunsWorker { get; set; } = true;

    /// <summary>Runs that it executes at a time.</summary>
    public int MaxConcurrentRuns { get; set; } = 256;

    /// <summary>Runs that one claim takes at most.</summary>
    public int ClaimBatch { get; set; } = 64;

    /// <summary>How long other workers wait after this one's last heartbeat before they take its runs over.</summary>
    public TimeSpan LeaseTimeToLive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause between heartbeats; at most half of <see cref="LeaseTimeToLive"/>.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an idle worker sleeps at most before it looks for runs that other processes started.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How soon a worker sees that another process asked to cancel or pause a run that it executes.</summary>
    public TimeSpan RequestPollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits (timers, pauses between attempts) longer than this park the run; shorter ones keep it in memory.</summary>
    public TimeSpan ParkAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a step's body may go on after its token was cancelled before it is given up.</summary>
    public TimeSpan StepGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stopping host waits for running steps; then their runs are freed all the same.</summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Claims in a row without progress after which a run is suspended as poison.</summary>
    public int PoisonLimit { get; set; } = 5;

    /// <summary>
    /// How often at most the row of a running step is written to show how far it is; what a step says meanwhile costs nothing.
    /// </summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many bytes of JSON one value may have: a run's input or result, a step's argument or result, a message, what a step
    /// saves. A step whose value is larger fails with a <see cref="PayloadTooLargeException"/>.
    /// </summary>
    public int MaxPayloadBytes { get; set; } = 4 * 1024 * 1024;

    internal IReadOnlyList<string> Queues => [.. QueueNames];
}
