namespace RunkonFlow.Typed;

/// <summary>How often, and after which pauses, a failed attempt at a step is repeated. On a class: the default for its steps.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface)]
public class RetryAttribute : Attribute
{
    /// <summary>Attempts in all, the first included. At least 1.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The pause before the second attempt, as text such as <c>"2s"</c>.</summary>
    public string Delay { get; set; } = "1s";

    /// <summary>How the pause grows.</summary>
    public Backoff Backoff { get; set; } = Backoff.Exponential;

    /// <summary>The longest pause, as text such as <c>"1m"</c>. When not said, five minutes, or <see cref="Delay"/> where that is longer.</summary>
    public string MaxDelay { get; set; } = "5m";

    /// <summary>Draws each pause between zero and its computed length, so that many runs do not retry at once.</summary>
    public bool Jitter { get; set; } = true;
}
