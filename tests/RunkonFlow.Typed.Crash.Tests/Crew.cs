using System.Diagnostics;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>Worker processes on one server, which die or stand still every now and then.</summary>
internal sealed class Crew : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string[] _settings;
    private readonly WorkerProcess[] _workers;
    private readonly List<string> _names = [];
    private int _kills;
    private int _freezes;

    public Crew(string folder, ServerDatabase database, int workers, int bodyMilliseconds, int concurrency)
    {
        _folder = folder;
        _settings =
        [
            "workflow=plain", "serve=1", $"server={database.ConnectionString}", $"schema={database.Schema}",
            $"body-ms={bodyMilliseconds}", "ttl-ms=2000", $"concurrency={concurrency}",
        ];
        _workers = [.. Enumerable.Range(0, workers).Select(_ => Start())];
    }

    public int Kills => _kills;

    public int Freezes => _freezes;

    public IEnumerable<TraceFile> Traces => _names.Select(name => new TraceFile(Path.Combine(_folder, $"trace-{name}.txt"), name));

    /// <summary>The executions of step bodies by all processes, also those that died.</summary>
    public string[] Journal() => [.. _names.Select(name => Path.Combine(_folder, $"journal-{name}.txt")).Where(File.Exists).SelectMany(File.ReadAllLines)];

    private WorkerProcess Start()
    {
        var name = $"worker-{_names.Count}";
        _names.Add(name);
        return WorkerProcess.Start(_folder, name, _settings);
    }

    /// <summary>Each process by itself dies or stands still every now and then.</summary>
    public async Task DisturbAsync(TimeSpan time, Random random, CancellationToken ct)
    {
        foreach (var worker in _workers) Assert.True(await worker.SaysAsync("serving", ct), worker.Errors);
        var begun = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, _workers.Length).Select(number => DisturbAsync(number, () => begun.Elapsed < time, new Random(random.Next()), ct)));
    }

    private async Task DisturbAsync(int number, Func<bool> goesOn, Random random, CancellationToken ct)
    {
        await Task.Delay(random.Next(100, 3000), ct);
        while (goesOn())
        {
            if (random.Next(3) == 0) await ReplaceAsync(number, ct);
            else await FreezeAsync(_workers[number], TimeSpan.FromMilliseconds(random.Next(500, 6000)), ct);
            await Task.Delay(random.Next(100, 3000), ct);
        }
    }

    private async Task ReplaceAsync(int number, CancellationToken ct)
    {
        _workers[number].Kill();
        await _workers[number].DisposeAsync();
        lock (_names) _workers[number] = Start();
        Interlocked.Increment(ref _kills);
        Assert.True(await _workers[number].SaysAsync("serving", ct), _workers[number].Errors);
    }

    private async Task FreezeAsync(WorkerProcess worker, TimeSpan time, CancellationToken ct)
    {
        worker.Freeze();
        Interlocked.Increment(ref _freezes);
        await Task.Delay(time, ct);
        worker.Thaw();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
    }
}
