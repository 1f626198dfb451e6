namespace RunkonFlow.Typed;

/// <summary>A stored value cannot be decoded here: its codec is not registered, or lacks a key. Nothing is lost.</summary>
public sealed class PayloadUnreadableException(string message, Exception? innerException = null) : RunkonFlowException(message, innerException);
