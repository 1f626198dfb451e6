using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Engine;

namespace RunkonFlow.Typed.SqlServer.Tests;

/// <summary>How often a worker and its client ask the server. Heartbeats and the lease loop are apart: they do not come in the time of a test.</summary>
public sealed class EngineRoundTripTests(ITestOutputHelper output)
{
    private const int Steps = 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ScriptedFlow Flow => new("ten", [.. Enumerable.Range(1, Steps).Select(number => ScriptedOperation.Step($"s{number}", () => number))]);

    [Fact]
    public async Task A_run_of_ten_steps_alone_is_twelve_calls_from_start_to_result()
    {
        var flow = Flow;
        await using var store = new SqlServerPersistence(await TestDatabase.EmptyAsync("rf_engine_calls", null));
        using var host = await HostAsync(flow, store);
        var client = host.Services.GetRequiredService<IWorkflowClient>();
        // The worker has registered, looked for expired leases and found nothing to claim.
        await UntilAsync(() => new(store.RoundTrips >= 3));
        var before = store.RoundTrips;

        var run = await client.StartAsync(flow.Start(), cancellationToken: Token);
        var result = await run.ResultAsync(Token);

        var calls = store.RoundTrips - before;
        await host.StopAsync(Token);
        output.WriteLine($"{calls} calls");
        Assert.Equal(55, result);
        Assert.InRange(calls, 1, 12);
    }

    [Fact]
    public async Task Many_runs_at_once_are_a_fifth_of_a_call_per_step_at_most_from_start_to_result()
    {
        const int Runs = 256;
        var flow = Flow;
        await using var store = new SqlServerPersistence(await TestDatabase.EmptyAsync("rf_engine_calls", null));
        using var host = await HostAsync(flow, store);
        var client = host.Services.GetRequiredService<IWorkflowClient>();

        var results = await Task.WhenAll(Enumerable.Range(0, Runs).Select(async _ =>
        {
            var run = await client.StartAsync(flow.Start(), cancellationToken: Token);
            return await run.ResultAsync(Token);
        }));

        var calls = store.RoundTrips;
        await host.StopAsync(Token);
        output.WriteLine($"{calls} calls for {Runs} runs of {Steps} steps: {calls / (double)(Runs * Steps):F3} per step");
        Assert.All(results, result => Assert.Equal(55, result));
        Assert.InRange(calls, 1, Runs * Steps / 5);
    }

    [Fact]
    public async Task A_worker_of_many_runs_that_wait_makes_a_tenth_of_a_call_per_step_at_most()
    {
        const int Runs = 256;
        var flow = Flow;
        var options = await TestDatabase.EmptyAsync("rf_engine_calls", null);
        await using var client = new SqlServerPersistence(options);
        using var starting = await HostAsync(flow, client, runsWorker: false);
        var starter = starting.Services.GetRequiredService<IWorkflowClient>();
        await Parallel.ForAsync(0, Runs, Token, async (_, token) => await starter.StartAsync(flow.Start(), cancellationToken: token));
        await using var store = new SqlServerPersistence(options);

        using var host = await HostAsync(flow, store);
        await UntilAsync(async () => (await client.ListRunsAsync(new() { PageSize = Runs, Statuses = [RunStatus.Completed] }, Token)).Runs.Count == Runs);

        var calls = store.RoundTrips;
        await host.StopAsync(Token);
        output.WriteLine($"{calls} calls for {Runs} runs of {Steps} steps: {calls / (double)(Runs * Steps):F3} per step");
        Assert.InRange(calls, 1, Runs * Steps / 10);
    }

    private static async Task<IHost> HostAsync(ScriptedFlow flow, SqlServerPersistence store, bool runsWorker = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var flows = builder.Services.AddRunkonFlow(options =>
        {
            (options.RunsWorker, options.PollInterval) = (runsWorker, TimeSpan.FromMinutes(1));
            (options.LeaseTimeToLive, options.HeartbeatInterval, options.RequestPollInterval) = (TimeSpan.FromHours(3), TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        }).UseStore(_ => store);
        builder.Services.AddSingleton<IWorkflowPersistence>(store);
        flow.Register(flows);
        var host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }

    private static async Task UntilAsync(Func<ValueTask<bool>> holds)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(3), "Waited in vain.");
            await Task.Delay(20, Token);
        }
    }
}
