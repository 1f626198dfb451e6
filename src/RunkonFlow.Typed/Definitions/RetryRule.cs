namespace RunkonFlow.Typed;

/// <summary>Attempts and pauses for exceptions of one kind.</summary>
public sealed class RetryRule
{
    /// <summary>Whether the rule is for an exception; every one by default.</summary>
    public Func<Exception, bool> Matches { get; init; } = static _ => true;

    /// <summary>Attempts in all; 1 means that the exception is not retried.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>The pause before the second attempt.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How the pause grows.</summary>
    public Backoff Backoff { get; init; } = Backoff.Exponential;

    /// <summary>The longest pause.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Draws each pause between zero and its computed length.</summary>
    public bool Jitter { get; init; } = true;

    /// <summary>The pause after a failed attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="random">A number from 0 to 1 for jitter.</param>
    public TimeSpan PauseAfter(int attempt, double random)
    {
        var factor = Backoff switch
        {
            Backoff.Linear => attempt,
            Backoff.Exponential => Math.Pow(2, Math.Min(attempt - 1, 40)),
            _ => 1d,
        };
        var pause = Math.Min(Delay.TotalMilliseconds * factor, MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Jitter ? pause * random : pause);
    }
}
