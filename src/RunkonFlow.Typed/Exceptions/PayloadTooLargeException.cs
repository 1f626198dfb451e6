namespace RunkonFlow.Typed;

/// <summary>A value is larger than <c>RunkonFlowOptions.MaxPayloadBytes</c> allows.</summary>
public sealed class PayloadTooLargeException : RunkonFlowException
{
    /// <summary>A value that is too large.</summary>
    /// <param name="what">What it is, for a sentence: <c>The result of step 'load'</c>.</param>
    /// <param name="bytes">Its size as JSON.</param>
    /// <param name="limit">The largest size that is allowed.</param>
    public PayloadTooLargeException(string what, long bytes, long limit)
        : base($"{what} is {bytes:N0} bytes of JSON, and at most {limit:N0} are kept. Keep the data in a store of your own and pass a key to it, split it into items of a fan-out, or raise RunkonFlowOptions.MaxPayloadBytes.")
        => (What, Bytes, Limit) = (what, bytes, limit);

    /// <summary>What is too large.</summary>
    public string What { get; }

    /// <summary>Its size as JSON.</summary>
    public long Bytes { get; }

    /// <summary>The largest size that is allowed.</summary>
    public long Limit { get; }
}
