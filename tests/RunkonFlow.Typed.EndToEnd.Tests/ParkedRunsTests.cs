using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>Many runs that wait for people and for days that are far away, in a SQLite file, on the real clock.</summary>
/// <remarks>PARKED_RUNS=100000 parks that many, looks longer, and asserts the times too; see docs/waiting.md.</remarks>
[Collection(nameof(SerialCollection))]
public sealed class ParkedRunsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Decided = 40;
    private const int Fewest = 2_000;

    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("PARKED_RUNS"), CultureInfo.InvariantCulture, out var count) ? count : Fewest;
    private static readonly bool IsMeasured = Count > Fewest;

    private readonly string _folder = Directory.CreateTempSubdirectory("runkonflow-parked-").FullName;
    private CountingPersistence _store = null!;
    private SqlitePersistence _file = null!;
    private IHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _file = new(new() { Path = Path.Combine(_folder, "runs.db"), Synchronous = SqliteSynchronous.Normal });
        _store = new(_file);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRunkonFlow().UseStore(_ => _store).Add(Vigil.Registration);
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _file.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Parked_runs_cost_nothing_while_they_wait_and_a_decision_wakes_its_run_at_once()
    {
        var client = _host.Services.GetRequiredService<IWorkflowClient>();
        await ParkAsync(client, 500);
        var small = Occupied();
        var watch = Stopwatch.StartNew();
        var gates = await ParkAsync(client, Count - 500);
        output.WriteLine($"{Count} runs parked in {watch.Elapsed.TotalSeconds:F1} s; the file has {new FileInfo(Path.Combine(_folder, "runs.db")).Length >> 20} MiB");

        var grown = Occupied() - small;
        output.WriteLine($"managed memory grew by {grown / 1024.0:F0} KiB, {(double)grown / Count:F1} bytes per run");
        Assert.InRange(grown, long.MinValue, 2 << 20);

        await IsIdleAsync(IsMeasured ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(2));
        await DecisionsWakeAsync(client, gates);
    }

    private async Task<List<RunId>> ParkAsync(IWorkflowClient client, int count)
    {
        var gates = new List<RunId>();
        for (var begun = 0; begun < count; begun += 500)
        {
            var runs = await Task.WhenAll(Enumerable.Range(begun, Math.Min(500, count - begun)).Select(async i => (await client.StartAsync(Vigil.Start(i % 2 == 0))).RunId));
            if (gates.Count < Decided) gates.AddRange(runs.Where((_, i) => i % 2 == 0));
        }
        while ((await _store.ListRunsAsync(new() { Statuses = [RunStatus.Pending, RunStatus.Running, RunStatus.NeedsResume], PageSize = 1 })).Runs.Count > 0) await Task.Delay(20);
        return gates;
    }

    /// <summary>What is left is the worker's own pulse, however many runs are parked.</summary>
    private async Task IsIdleAsync(TimeSpan time)
    {
        _store.Calls.Clear();
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.Delay(time);
        var used = Environment.CpuUsage.TotalTime - processor;
        var seconds = watch.Elapsed.TotalSeconds;
        var calls = _store.Calls.ToDictionary();
        output.WriteLine(
            $"idle for {seconds:F1} s: {calls.Values.Sum() / seconds:F1} calls of the store per second ({string.Join(", ", calls.Select(c => $"{c.Key} {c.Value}"))}), {used.TotalMilliseconds / seconds:F1} ms of processor time per second");
        Assert.Equal(0, calls.GetValueOrDefault("commit"));
        // One call at each poll, twice a second: the claim answers the time and what is due next too. A heartbeat now and then.
        Assert.InRange(calls.GetValueOrDefault("claim"), 1, (int)(seconds * 2) + 3);
        Assert.Equal(0, calls.GetValueOrDefault("now") + calls.GetValueOrDefault("next due"));
        Assert.InRange(calls.Values.Sum(), 1, (int)(seconds * 4) + 5);
        if (IsMeasured) Assert.InRange(used, TimeSpan.Zero, time / 50);
    }

    private async Task DecisionsWakeAsync(IWorkflowClient client, List<RunId> gates)
    {
        var times = new List<double>();
        foreach (var gate in gates.Take(Decided))
        {
            var begun = Stopwatch.GetTimestamp();
            var answer = await client.ApproveAsync(gate, Vigil.Gates.Watch);
            Assert.Equal(CommandOutcome.Accepted, answer.Outcome);
            Assert.Equal("Approved", await client.Handle<string>(Vigil.Registration, gate).ResultAsync());
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        var first = times[0];
        times.Sort();
        output.WriteLine($"from a decision to the run's end: median {times[times.Count / 2]:F1} ms, longest {times[^1]:F1} ms, the first {first:F1} ms");
        // The worker looks by itself every 500 ms: a median far below says that it was woken.
        Assert.InRange(times[times.Count / 2], 0, 100);
        if (IsMeasured) Assert.InRange(times[^1], 0, 100);
    }

    private static long Occupied()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
