namespace RunkonFlow.Typed.Machines;

/// <summary>A value that a run must keep cannot be stored faithfully: an object of a derived class, for one.</summary>
/// <param name="reason">Which value, why, and what to do, for people.</param>
public sealed class UnstorableValueException(string reason) : RunkonFlowException(reason);
