namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>What a durable operation calls.</summary>
internal enum DurableKind
{
    Step,
    SubFlow,
    Delay,
    Until,
    Gate,
    Signal,
    Child,
    Parallel,
    Race,
    FanOut,
}
