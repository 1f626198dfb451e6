namespace RunkonFlow.Typed;

/// <summary>The base of every exception that this library throws.</summary>
public abstract class RunkonFlowException(string message, Exception? innerException = null) : Exception(message, innerException);
