using BenchmarkDotNet.Attributes;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite;

namespace RunkonFlow.Typed.Benchmarks.Sqlite;

/// <summary>
/// Durable commits (synchronous = FULL) of 256 concurrent runs, against the same statements in groups of equal size. Time and
/// bytes are per commit. Each iteration begins with a new file.
/// </summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The runner calls Close.")]
[InvocationCount(1, 1)]
public class SqliteCommits
{
    private string _folder = "";
    private SqlitePersistence? _store;
    private ClaimedRun[] _runs = [];
    private SqliteReference? _reference;

    [IterationSetup(Target = nameof(Store_256_runs))]
    public void OpenStore()
    {
        var path = NewPath();
        _store = SqliteReference.OpenStore(path);
        _runs = CommitWorkload.StartRunsAsync(_store).GetAwaiter().GetResult();
    }

    [IterationSetup(Target = nameof(Same_statements_in_groups_of_256))]
    public void OpenReference()
    {
        var path = NewPath();
        using (var store = SqliteReference.OpenStore(path)) CommitWorkload.StartRunsAsync(store).GetAwaiter().GetResult();
        _reference = new(path);
    }

    [IterationCleanup]
    public void Close()
    {
        _store?.Dispose();
        _reference?.Dispose();
        (_store, _reference) = (null, null);
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = CommitWorkload.Runs * CommitWorkload.CommitsPerRun)]
    public void Same_statements_in_groups_of_256()
    {
        for (var i = 0; i < CommitWorkload.CommitsPerRun; i++) _reference!.RunGroup();
    }

    [Benchmark(OperationsPerInvoke = CommitWorkload.Runs * CommitWorkload.CommitsPerRun)]
    public Task Store_256_runs() => Task.WhenAll(_runs.Select(run => Task.Run(() => CommitWorkload.CommitAllAsync(_store!, run))));

    private string NewPath()
    {
        _folder = Directory.CreateTempSubdirectory("runkonflow-bench-").FullName;
        return Path.Combine(_folder, "bench.db");
    }
}
