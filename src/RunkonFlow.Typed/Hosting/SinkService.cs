using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Hosting;

/// <summary>Feeds the registered sinks, each in a loop of its own, while this worker holds them.</summary>
internal sealed class SinkService(
    IEnumerable<SinkRegistration> sinks, IServiceProvider services, IWorkflowPersistence store, TimeProvider time, IOptions<RunkonFlowOptions> options,
    ILogger<SinkService> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private readonly string _holder = RunId.New(time).ToString();
    private readonly CancellationTokenSource _stopping = new();
    private Task _loops = Task.CompletedTask;

    private TimeSpan TimeToLive => options.Value.LeaseTimeToLive;

    // No timer of the platform waits for longer than some weeks.
    private TimeSpan RenewAfter => TimeToLive / 3 < s_longestPause ? TimeToLive / 3 : s_longestPause;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.RunsWorker || !sinks.Any()) return;
        await store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        foreach (var sink in sinks) await store.RegisterSinkAsync(sink.Name, cancellationToken).ConfigureAwait(false);
        _loops = Task.WhenAll(sinks.Select(sink => Task.Run(() => FeedAsync(sink, _stopping.Token), CancellationToken.None)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loops.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task FeedAsync(SinkRegistration registration, CancellationToken stopping)
    {
        IEventSink? sink = null;
        var pause = s_firstPause;
        while (!stopping.IsCancellationRequested)
        {
            var wait = options.Value.PollInterval;
            try
            {
                sink ??= registration.Create(services);
                if (await FeedOnceAsync(registration.Name, sink, stopping).ConfigureAwait(false)) wait = TimeSpan.Zero;
                pause = s_firstPause;
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                Log.SinkFailed(logger, e, registration.Name, pause);
                (wait, pause) = (pause, pause * 2 < s_longestPause ? pause * 2 : s_longestPause);
            }
            catch (Exception)
            {
                // Stopping.
            }
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await LetGoAsync(registration.Name).ConfigureAwait(false);
    }

    /// <summary>Gives a sink its next events; false when there are none, or another worker feeds it.</summary>
    private async Task<bool> FeedOnceAsync(string name, IEventSink sink, CancellationToken stopping)
    {
        if (!await store.AcquireSinkAsync(name, _holder, TimeToLive, stopping).ConfigureAwait(false)) return false;
        var batch = await store.ReadSinkAsync(name, cancellationToken: stopping).ConfigureAwait(false);
        if (batch.Events.Count == 0) return false;
        await WriteAsync(name, sink, batch.Events, stopping).ConfigureAwait(false);
        return await store.AdvanceSinkAsync(name, _holder, batch.Cursor, stopping).ConfigureAwait(false);
    }

    /// <summary>The sink may take its time: meanwhile it stays this worker's, and when it is lost the call is told.</summary>
    private async Task WriteAsync(string name, IEventSink sink, IReadOnlyList<RunEvent> events, CancellationToken stopping)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var write = sink.WriteAsync(events, ends.Token).AsTask();
        while (!write.IsCompleted)
        {
            await Task.WhenAny(write, Task.Delay(RenewAfter, time, ends.Token)).ConfigureAwait(false);
            if (write.IsCompleted || await store.AcquireSinkAsync(name, _holder, TimeToLive, CancellationToken.None).ConfigureAwait(false)) continue;
            await ends.CancelAsync().ConfigureAwait(false);
            break;
        }
        await write.ConfigureAwait(false);
        await ends.CancelAsync().ConfigureAwait(false);
    }

    private async Task LetGoAsync(string name)
    {
        try
        {
            await store.ReleaseSinkAsync(name, _holder, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.SinkFailed(logger, e, name, TimeSpan.Zero);
        }
    }
}
