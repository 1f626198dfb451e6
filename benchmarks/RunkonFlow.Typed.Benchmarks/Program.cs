using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RunkonFlow.Typed.Benchmarks.Sqlite;
using RunkonFlow.Typed.Benchmarks.SqlServer;

if (args is ["sqlite-pairs"])
{
    await SqlitePairs.RunAsync();
    return;
}

if (SqlServerCommits.ConnectionString is null)
    Console.WriteLine($"{nameof(SqlServerCommits)} is left out: {SqlServerCommits.Variable} names no server. Set it to a connection string to run it.");
else if (args is ["sqlserver-pairs"])
    await SqlServerPairs.RunAsync();
if (args is ["sqlserver-pairs"]) return;

// In this process: the runner's own projects would be built under this repository's policies, and would not pass them. The median
// and the best of many short iterations say more on a machine that does other things as well.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(8).WithIterationCount(15))
    .AddColumn(StatisticColumn.Min, StatisticColumn.Median);
var benchmarks = typeof(Program).Assembly.GetTypes()
    .Where(type => type.IsPublic && type.GetMethods().Any(method => method.IsDefined(typeof(BenchmarkAttribute), inherit: false)))
    .Where(type => type != typeof(SqlServerCommits) || SqlServerCommits.ConnectionString is not null)
    .OrderBy(type => type.FullName, StringComparer.Ordinal)
    .ToArray();
BenchmarkSwitcher.FromTypes(benchmarks).Run(args, config);
