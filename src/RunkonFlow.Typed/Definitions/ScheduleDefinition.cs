namespace RunkonFlow.Typed;

/// <summary>When runs of a workflow are started by themselves.</summary>
/// <param name="Cron">The cron expression.</param>
/// <param name="TimeZone">The id of the time zone in which it is read.</param>
/// <param name="Overlap">What happens when the run that was started before has not ended.</param>
public sealed record ScheduleDefinition(string Cron, string TimeZone, ScheduleOverlap Overlap);
