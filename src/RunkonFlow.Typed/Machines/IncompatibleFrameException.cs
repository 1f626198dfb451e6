namespace RunkonFlow.Typed.Machines;

/// <summary>A stored frame does not fit the flow as it is compiled: its node, a slot or a slot's type is gone.</summary>
/// <param name="reason">What does not fit, for people.</param>
public sealed class IncompatibleFrameException(string reason) : RunkonFlowException(reason);
