using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RunkonFlow.Typed.Benchmarks.Sqlite;

if (args is ["sqlite-pairs"])
{
    await SqlitePairs.RunAsync();
    return;
}

// In this process: the runner's own projects would be built under this repository's policies, and would not pass them. The median
// and the best of many short iterations say more on a machine that does other things as well.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(8).WithIterationCount(15))
    .AddColumn(StatisticColumn.Min, StatisticColumn.Median);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
