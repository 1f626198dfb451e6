namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>A limit of a step over all workers.</summary>
/// <param name="Key">What is limited.</param>
/// <param name="Limit">How many at once, or within <paramref name="Per"/>.</param>
/// <param name="Per">For a rate: the time.</param>
internal sealed record LimitModel(TextTemplate Key, int Limit, TimeSpan? Per);
