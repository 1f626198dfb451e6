using System.Diagnostics;
using System.Globalization;

namespace RunkonFlow.Typed.Benchmarks.SqlServer;

/// <summary>
/// <see cref="SqlServerCommits"/> for a machine that does other things as well: reference and store in turn, each with a new run, and the
/// ratio of each pair; and the bytes that either allocates.
/// </summary>
internal static class SqlServerPairs
{
    private const int Warm = 4;
    private const int Measured = 20;
    private const int Commits = CommitWorkload.CommitsPerRun;

    public static async Task RunAsync()
    {
        using var store = await SqlServerCommits.OpenStoreAsync();
        var pairs = new List<(Cost Reference, Cost Store)>();
        for (var i = 0; i < Warm + Measured; i++)
        {
            var runs = await CommitWorkload.StartRunsAsync(store, 2);
            await using var reference = await SqlServerReference.OpenAsync(SqlServerCommits.ConnectionString!, SqlServerCommits.Schema, runs[0]);
            var first = await MeasureAsync(async () =>
            {
                for (var commit = 0; commit < Commits; commit++) await reference.CommitAsync();
            });
            var second = await MeasureAsync(() => CommitWorkload.CommitAllAsync(store, runs[1]));
            if (i >= Warm) pairs.Add((first, second));
        }
        Print("bare statements", pairs.Select(p => p.Reference), "us", "bytes");
        Print("store", pairs.Select(p => p.Store), "us", "bytes");
        Print("store / bare statements", pairs.Select(p => new Cost(p.Store.Time / p.Reference.Time, p.Store.Bytes / p.Reference.Bytes)), "", "of the bytes");
    }

    private static async Task<Cost> MeasureAsync(Func<Task> work)
    {
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var begun = Stopwatch.GetTimestamp();
        await work();
        var time = Stopwatch.GetElapsedTime(begun);
        return new(time.TotalMicroseconds / Commits, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / Commits);
    }

    private static void Print(string what, IEnumerable<Cost> costs, string unit, string bytes)
    {
        var all = costs.ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: per commit median {Median(all, c => c.Time):F2} {unit}, best {all.Min(c => c.Time):F2} {unit}; median {Median(all, c => c.Bytes):F2} {bytes}"));
    }

    private static double Median(Cost[] costs, Func<Cost, double> of) => costs.Select(of).Order().ElementAt(costs.Length / 2);

    private readonly record struct Cost(double Time, double Bytes);
}
