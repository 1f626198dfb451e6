namespace RunkonFlow.Typed.Machines;

/// <summary>What a durable timer waits for: a duration from now on, or a moment, both on the store's clock.</summary>
/// <param name="Duration">How long, for <c>Flow.Delay</c>.</param>
/// <param name="Moment">Until when, for <c>Flow.Until</c>.</param>
public readonly record struct TimerRequest(TimeSpan? Duration, DateTimeOffset? Moment);
