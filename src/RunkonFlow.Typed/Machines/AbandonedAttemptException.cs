namespace RunkonFlow.Typed.Machines;

/// <summary>An attempt ended after the engine had given it up; its result is dropped.</summary>
public sealed class AbandonedAttemptException() : RunkonFlowException("The attempt was given up before it ended; its result is dropped.");
