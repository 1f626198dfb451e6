using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Hosting;

/// <summary>
/// Starts the runs of workflows with a schedule. Every worker does; the key of a firing, the workflow and its moment, makes it
/// happen once over all of them. Moments that pass while no worker runs are left out.
/// </summary>
internal sealed class ScheduleService(
    IWorkflowPersistence store, TimeProvider time, WorkSignal work, WorkflowCatalog catalog, IOptions<RunkonFlowOptions> options,
    ILogger<ScheduleService> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _schedules = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // A cron expression or time zone that cannot be read stops the host here, not at night.
        var schedules = catalog.Scheduled.Select(static workflow => new Schedule(workflow)).ToList();
        if (!options.Value.RunsWorker || schedules.Count == 0) return;
        var from = await store.GetUtcNowAsync(cancellationToken).ConfigureAwait(false);
        _schedules = Task.WhenAll(schedules.Select(schedule => Task.Run(() => KeepAsync(schedule, from), CancellationToken.None)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _schedules.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task KeepAsync(Schedule schedule, DateTimeOffset last)
    {
        var token = _stopping.Token;
        while (schedule.NextAfter(last) is { } next)
        {
            for (var now = last; now < next; now = await store.GetUtcNowAsync(token).ConfigureAwait(false))
                await Task.Delay(Pause(next - now), time, token).ConfigureAwait(false);
            await FireAsync(schedule, next, token).ConfigureAwait(false);
            last = next;
        }
    }

    // A timer counts to about 49 days; and a clock that is set is noticed within the hour.
    private static TimeSpan Pause(TimeSpan left) => left < TimeSpan.FromHours(1) ? left + TimeSpan.FromMilliseconds(1) : TimeSpan.FromHours(1);

    /// <summary>Tries until the store has answered: a firing that another worker made first is found by its key.</summary>
    private async Task FireAsync(Schedule schedule, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (schedule.Definition.Schedule!.Overlap == ScheduleOverlap.Skip && await IsUnderWayAsync(schedule, moment, cancellationToken).ConfigureAwait(false))
                {
                    Log.ScheduleSkipped(logger, schedule.Definition.Id, moment);
                    return;
                }
                await store.CreateRunAsync(schedule.RunAt(moment, RunId.New(time), options.Value.Namespace), cancellationToken).ConfigureAwait(false);
                work.Wake();
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.ScheduleFailed(logger, e, schedule.Definition.Id, moment);
                await Task.Delay(options.Value.PollInterval, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A run that the schedule started for an earlier moment has not ended.</summary>
    private async ValueTask<bool> IsUnderWayAsync(Schedule schedule, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var query = new RunQuery { WorkflowName = schedule.Definition.Id, Namespace = options.Value.Namespace };
        do
        {
            var page = await store.ListRunsAsync(query, cancellationToken).ConfigureAwait(false);
            if (page.Runs.Any(run => run.Trigger == Schedule.Trigger && run.Key != Schedule.KeyAt(moment))) return true;
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return false;
    }
}
