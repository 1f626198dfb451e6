namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>What a durable operation calls.</summary>
internal enum OperationKind
{
    Step,
    SubFlow,
    Delay,
    Until,
}
