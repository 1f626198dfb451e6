namespace RunkonFlow.Typed.Generators.Policies;

/// <summary>Attempts and pauses for exceptions of one kind.</summary>
internal sealed record RetryRuleModel
{
    /// <summary>The exception, fully qualified; null for every one.</summary>
    public string? Exception { get; init; }

    /// <summary>Attempts in all; 1 for none beyond the first.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>The pause before the second attempt.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The member of <c>Backoff</c>.</summary>
    public string Backoff { get; init; } = "Exponential";

    /// <summary>The longest pause.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Draws each pause between zero and its computed length.</summary>
    public bool Jitter { get; init; } = true;
}
