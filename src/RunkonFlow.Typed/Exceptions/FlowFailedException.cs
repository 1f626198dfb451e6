namespace RunkonFlow.Typed;

/// <summary>Thrown by a flow to fail its run; made by <see cref="Flow.Fail"/>.</summary>
public sealed class FlowFailedException(string message) : RunkonFlowException(message);
