namespace RunkonFlow.Typed.Engine;

/// <summary>What became of one attempt inside the store's transaction.</summary>
internal sealed class TransactionAttempt
{
    /// <summary>How the body ended.</summary>
    public AttemptEnd End { get; set; }

    /// <summary>The store has begun a transaction and called the body.</summary>
    public bool HasBegun { get; set; }

    /// <summary>The store was given the commit: from here on a failure leaves open whether it was made.</summary>
    public bool IsSent { get; set; }

    /// <summary>Others have stopped it; that counts before whatever the store says of its end.</summary>
    public bool WasStopped => End is AttemptEnd.Cancelled or AttemptEnd.Stopped or AttemptEnd.LeaseLost;

    /// <summary>Thrown into the store to take the transaction back: the body has not ended well.</summary>
    public sealed class NotCompletedException : Exception;
}
