namespace RunkonFlow.Typed;

/// <summary>What a flow sees when a gate was not decided in time.</summary>
public enum OnTimeout : byte
{
    /// <summary>A <see cref="StepFailedException"/> of the type <c>Timeout</c>.</summary>
    Fail,

    /// <summary>A rejection.</summary>
    Reject,

    /// <summary>An approval: the flow goes on.</summary>
    Continue,

    /// <summary>A decision whose outcome is <see cref="DecisionOutcome.Escalated"/>: the flow asks somebody else.</summary>
    Escalate,
}
