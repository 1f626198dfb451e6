namespace RunkonFlow.Typed.Testing;

/// <summary>A test asked of a workflow what it does not do; the message says where its run stands instead.</summary>
public sealed class WorkflowTestException(string message, Exception? innerException = null) : RunkonFlowException(message, innerException);
