namespace RunkonFlow.Typed;

/// <summary>How often attempts at a step may run, over all workers that share the store.</summary>
/// <param name="Limit">How many at once; with <paramref name="Per"/>, how many may begin within it.</param>
/// <param name="Per">For a rate: the time.</param>
public sealed record LimitDefinition(int Limit, TimeSpan? Per = null);
