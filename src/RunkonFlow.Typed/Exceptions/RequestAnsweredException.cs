namespace RunkonFlow.Typed;

/// <summary>A flow has answered a request for a second time.</summary>
public sealed class RequestAnsweredException(string signal, string key)
    : RunkonFlowException($"The request '{key}' of signal '{signal}' was answered before: a request is answered once.")
{
    /// <summary>The signal's id.</summary>
    public string Signal { get; } = signal;

    /// <summary>The request's key.</summary>
    public string Key { get; } = key;
}
