using BenchmarkDotNet.Attributes;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer;

namespace RunkonFlow.Typed.Benchmarks.SqlServer;

/// <summary>
/// Commits of one run alone, each a round trip, against the bare statements that write the same. Time and bytes are per commit. On the
/// server that <c>RUNKONFLOW_SQLSERVER</c> names; where it names none, this is left out.
/// </summary>
[MemoryDiagnoser]
[InvocationCount(1, 1)]
public class SqlServerCommits
{
    public const string Variable = "RUNKONFLOW_SQLSERVER";
    public const string Schema = "rf_benchmarks";

    private SqlServerPersistence _store = null!;
    private ClaimedRun _run = null!;
    private SqlServerReference? _reference;

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;

    public static async Task<SqlServerPersistence> OpenStoreAsync()
    {
        var store = new SqlServerPersistence(new() { ConnectionString = ConnectionString!, Schema = Schema, AutoMigrate = true, WithRoles = false });
        await store.InitializeAsync();
        return store;
    }

    [GlobalSetup]
    public void Open() => _store = OpenStoreAsync().GetAwaiter().GetResult();

    [IterationSetup(Target = nameof(Store))]
    public void StartRun() => _run = CommitWorkload.StartRunsAsync(_store, 1).GetAwaiter().GetResult()[0];

    [IterationSetup(Target = nameof(Bare_statements))]
    public void StartReference()
    {
        StartRun();
        _reference = SqlServerReference.OpenAsync(ConnectionString!, Schema, _run).GetAwaiter().GetResult();
    }

    [IterationCleanup]
    public void Close()
    {
        _reference?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _reference = null;
    }

    [GlobalCleanup]
    public void CloseStore() => _store.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = CommitWorkload.CommitsPerRun)]
    public async Task Bare_statements()
    {
        for (var i = 0; i < CommitWorkload.CommitsPerRun; i++) await _reference!.CommitAsync();
    }

    [Benchmark(OperationsPerInvoke = CommitWorkload.CommitsPerRun)]
    public Task Store() => CommitWorkload.CommitAllAsync(_store, _run);
}
