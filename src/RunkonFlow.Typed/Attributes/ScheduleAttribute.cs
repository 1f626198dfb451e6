namespace RunkonFlow.Typed;

/// <summary>Starts a workflow whose input has defaults on a cron schedule, once in the cluster.</summary>
/// <param name="cron">Five fields (minute, hour, day of month, month, day of week), or six with seconds first.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ScheduleAttribute(string cron) : Attribute
{
    /// <summary>The cron expression.</summary>
    public string Cron { get; } = cron;

    /// <summary>The time zone's IANA or Windows id, in which the expression is read.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>What happens when the run that was started before has not ended.</summary>
    public ScheduleOverlap Overlap { get; set; }
}
