namespace RunkonFlow.Typed;

/// <summary>How a gate ended.</summary>
public enum DecisionOutcome : byte
{
    /// <summary>Approved by as many people as it asks for; also by its timeout, where it says <see cref="OnTimeout.Continue"/>.</summary>
    Approved,

    /// <summary>Rejected by somebody; also by its timeout, where it says <see cref="OnTimeout.Reject"/>.</summary>
    Rejected,

    /// <summary>Not decided in time, and to be asked of somebody else.</summary>
    Escalated,
}
