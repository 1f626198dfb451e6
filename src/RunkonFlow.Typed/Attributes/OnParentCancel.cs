namespace RunkonFlow.Typed;

/// <summary>What becomes of a child run when its parent is cancelled.</summary>
public enum OnParentCancel : byte
{
    /// <summary>It is cancelled too.</summary>
    Cancel,

    /// <summary>It goes on by itself.</summary>
    Abandon,
}
