using System.Diagnostics;
using System.Globalization;

namespace RunkonFlow.Typed.Benchmarks.Sqlite;

/// <summary>
/// <see cref="SqliteCommits"/> for a machine that does other things as well: reference and store in turn, each time with a new
/// file, and the ratio of each pair, in time and in processor time of the whole process.
/// </summary>
internal static class SqlitePairs
{
    private const int Warm = 4;
    private const int Measured = 12;
    private const int Commits = CommitWorkload.Runs * CommitWorkload.CommitsPerRun;

    public static async Task RunAsync()
    {
        var pairs = new List<(Cost Reference, Cost Store)>();
        for (var i = 0; i < Warm + Measured; i++)
        {
            var pair = (await MeasureReferenceAsync(), await MeasureStoreAsync());
            if (i >= Warm) pairs.Add(pair);
        }
        Print("reference, us per commit", pairs.Select(p => p.Reference));
        Print("store, us per commit", pairs.Select(p => p.Store));
        Print("store / reference", pairs.Select(p => new Cost(p.Store.Time / p.Reference.Time, p.Store.Processor / p.Reference.Processor)));
    }

    private static async Task<Cost> MeasureReferenceAsync()
    {
        var folder = Directory.CreateTempSubdirectory("runkonflow-pairs-").FullName;
        var path = Path.Combine(folder, "bench.db");
        using (var store = SqliteReference.OpenStore(path)) await CommitWorkload.StartRunsAsync(store);
        Cost cost;
        using (var reference = new SqliteReference(path))
        {
            cost = await MeasureAsync(() =>
            {
                for (var i = 0; i < CommitWorkload.CommitsPerRun; i++) reference.RunGroup();
                return Task.CompletedTask;
            });
        }
        Directory.Delete(folder, recursive: true);
        return cost;
    }

    private static async Task<Cost> MeasureStoreAsync()
    {
        var folder = Directory.CreateTempSubdirectory("runkonflow-pairs-").FullName;
        Cost cost;
        using (var store = SqliteReference.OpenStore(Path.Combine(folder, "bench.db")))
        {
            var runs = await CommitWorkload.StartRunsAsync(store);
            cost = await MeasureAsync(() => Task.WhenAll(runs.Select(run => Task.Run(() => CommitWorkload.CommitAllAsync(store, run)))));
        }
        Directory.Delete(folder, recursive: true);
        return cost;
    }

    private static async Task<Cost> MeasureAsync(Func<Task> work)
    {
        GC.Collect();
        var processor = Environment.CpuUsage.TotalTime;
        var begun = Stopwatch.GetTimestamp();
        await work();
        var time = Stopwatch.GetElapsedTime(begun);
        return new(time.TotalMicroseconds / Commits, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / Commits);
    }

    private static void Print(string what, IEnumerable<Cost> costs)
    {
        var all = costs.ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: time median {Median(all, c => c.Time):F2}, best {all.Min(c => c.Time):F2}; processor time median {Median(all, c => c.Processor):F2}, best {all.Min(c => c.Processor):F2}"));
    }

    private static double Median(Cost[] costs, Func<Cost, double> of) => costs.Select(of).Order().ElementAt(costs.Length / 2);

    private readonly record struct Cost(double Time, double Processor);
}
