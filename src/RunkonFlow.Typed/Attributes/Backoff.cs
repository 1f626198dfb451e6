namespace RunkonFlow.Typed;

/// <summary>How the pause between attempts grows.</summary>
public enum Backoff
{
    /// <summary>Each pause is as long as the first.</summary>
    Constant,

    /// <summary>The n-th pause is n times the first.</summary>
    Linear,

    /// <summary>Each pause is twice the one before.</summary>
    Exponential,
}
