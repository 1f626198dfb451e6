namespace RunkonFlow.Typed.Persistence;

/// <summary>What a flow answers to a request: a signal with a key.</summary>
/// <param name="Signal">The signal's id in its workflow.</param>
/// <param name="Key">The key with which the request was sent.</param>
/// <param name="Payload">The typed reply as JSON.</param>
public readonly record struct SignalReply(string Signal, string Key, ReadOnlyMemory<byte> Payload);
