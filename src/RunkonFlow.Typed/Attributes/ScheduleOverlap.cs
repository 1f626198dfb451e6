namespace RunkonFlow.Typed;

/// <summary>What a schedule does when the run that it started before has not ended.</summary>
public enum ScheduleOverlap : byte
{
    /// <summary>Leaves this time out.</summary>
    Skip,

    /// <summary>Starts a run beside it.</summary>
    Allow,
}
