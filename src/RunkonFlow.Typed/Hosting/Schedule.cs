using System.Globalization;
using Cronos;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Hosting;

/// <summary>When runs of one workflow are started, and what such a run is.</summary>
internal sealed class Schedule
{
    /// <summary>What started a scheduled run.</summary>
    public const string Trigger = "schedule";

    private readonly CronExpression _cron;
    private readonly TimeZoneInfo _zone;

    /// <exception cref="InvalidOperationException">The expression or the time zone cannot be read.</exception>
    public Schedule(WorkflowDefinition definition)
    {
        Definition = definition;
        var schedule = definition.Schedule!;
        try
        {
            var hasSeconds = schedule.Cron.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6;
            _cron = CronExpression.Parse(schedule.Cron, hasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard);
            _zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone);
        }
        catch (Exception e) when (e is CronFormatException or TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new InvalidOperationException(
                $"The schedule of workflow '{definition.Id}' cannot be kept: {e.Message} Correct its [Schedule(\"{schedule.Cron}\", TimeZone = \"{schedule.TimeZone}\")].", e);
        }
    }

    public WorkflowDefinition Definition { get; }

    /// <summary>The first moment behind another; null when there is none.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment) => _cron.GetNextOccurrence(moment, _zone)?.ToUniversalTime();

    /// <summary>The key that makes a firing happen once.</summary>
    public static string KeyAt(DateTimeOffset moment) => string.Create(CultureInfo.InvariantCulture, $"schedule/{moment:O}");

    /// <summary>The run of one firing; its input has defaults.</summary>
    public NewRun RunAt(DateTimeOffset moment, RunId id, string @namespace) => new()
    {
        Id = id,
        WorkflowName = Definition.Id,
        WorkflowVersion = Definition.Version,
        WorkflowTitle = Definition.Title,
        Key = KeyAt(moment),
        Input = "{}"u8.ToArray(),
        Namespace = @namespace,
        Queue = Definition.Queue,
        Priority = Definition.Priority,
        Trigger = Trigger,
    };
}
