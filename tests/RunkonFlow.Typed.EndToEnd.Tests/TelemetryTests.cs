using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Spans, figures and the health check. Who listens hears of every run of the process, so nothing runs beside.</summary>
[Collection(nameof(SerialCollection))]
public sealed class TelemetryTests
{
    private const string Name = "RunkonFlow.Typed";
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task Runs_and_attempts_are_spans_of_the_trace_in_which_the_run_was_started(StoreKind kind)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        _ledger.FailingOnce["flight to Rome"] = true;
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(Register, store.Store, store.Time, Patient.Lease).StartAsync();
        using var caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();

        var run = await host.RunAsync(TripBooking.Start("Rome"));

        caller.Stop();
        await host.StopAsync();
        var mine = spans.Where(span => span.TraceId == caller.TraceId).ToArray();
        var activation = Assert.Single(mine, span => span.OperationName == "run trip-booking");
        Assert.Equal(caller.SpanId, activation.ParentSpanId);
        Assert.Equal(run.Id.ToString(), activation.GetTagItem("runkonflow.run.id"));
        var attempt = Assert.Single(mine, span => span.OperationName == "step book-flight");
        Assert.Equal((activation.SpanId, ActivityStatusCode.Error, 1), (attempt.ParentSpanId, attempt.Status, attempt.GetTagItem("runkonflow.attempt")));
    }

    [Theory, CombinatorialStores]
    public async Task Ended_runs_are_counted_and_attempts_measured(StoreKind kind)
    {
        var measured = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, one) =>
        {
            if (instrument.Meter.Name == Name) one.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(Register, store.Store, store.Time, Patient.Lease).StartAsync();

        await host.RunAsync(Heartbeat.Start(3));
        await host.StopAsync();

        Assert.Equal(4, measured.Count(one => one.Name == "runkonflow.step.duration" && one.Tags.Contains("heartbeat", StringComparison.Ordinal)));
        Assert.Contains(measured, one => one is ("runkonflow.runs.ended", 1, "heartbeat completed"));
    }

    [Theory, CombinatorialStores]
    public async Task The_health_check_tells_of_a_lease_and_of_runs_that_nobody_claims(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(store.Time).AddLogging();
        services.AddRunkonFlow(Patient.Lease).UseStore(_ => store.Store);
        services.AddSingleton(store.Store);
        await using var provider = services.BuildServiceProvider();
        await store.Store.InitializeAsync(TestContext.Current.CancellationToken);
        var check = provider.GetRequiredService<RunkonFlowHealthCheck>();

        var stopped = await AskAsync(check);
        foreach (var service in provider.GetServices<Microsoft.Extensions.Hosting.IHostedService>()) await service.StartAsync(TestContext.Current.CancellationToken);
        var started = await AskAsync(check);
        await store.Store.CreateRunAsync(new NewRun { Id = RunId.New(store.Time), WorkflowName = "nobody", WorkflowVersion = 1 }, TestContext.Current.CancellationToken);
        store.Time.Advance(TimeSpan.FromSeconds(20));
        var young = await AskAsync(check);
        store.Time.Advance(TimeSpan.FromMinutes(2));
        var old = await AskAsync(check);
        foreach (var service in provider.GetServices<Microsoft.Extensions.Hosting.IHostedService>()) await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Healthy), (stopped.Status, started.Status, young.Status));
        Assert.Equal((TimeSpan.FromSeconds(20), HealthStatus.Degraded), (young.Data["backlog"], old.Status));
    }

    private static Task<HealthCheckResult> AskAsync(RunkonFlowHealthCheck check)
        => check.CheckHealthAsync(new() { Registration = new("runkonflow", check, HealthStatus.Unhealthy, null) }, TestContext.Current.CancellationToken);

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(tag => tag.Value));

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(TripBooking.Registration).Add(Heartbeat.Registration);
        builder.Services.AddSingleton(_ledger);
    }
}
