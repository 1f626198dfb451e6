using System.Diagnostics;
using System.Globalization;
using RunkonFlow.Typed.Oracle.Tests.Engine;

namespace RunkonFlow.Typed.Oracle.Tests;

/// <summary>
/// Random workflows with gates, messages, children, branches, races, items, bookings to undo and cancels, on the real engine
/// with two workers, against a model that knows the language only.
/// </summary>
/// <remarks>ORACLE_SEED draws other programs, ORACLE_PROGRAMS more.</remarks>
public sealed class EngineFlowTests(ITestOutputHelper output)
{
    private const int InMemory = 30;
    private const int OnSqlite = 10;

    private static readonly uint Seed = Setting("ORACLE_SEED", 20261125);
    private static readonly int Batches = Math.Max(2, (int)Setting("ORACLE_PROGRAMS", 500) / 250);

    [Fact]
    public async Task A_run_on_the_engine_does_what_its_model_does()
    {
        var watch = Stopwatch.StartNew();
        var oracle = new EngineOracle(Seed);
        for (var batch = 0; batch < Batches; batch++)
        {
            var failure = await oracle.RunAsync(batch, batch % 2 == 0 ? InMemory : OnSqlite, isSqlite: batch % 2 == 1);
            Assert.True(failure is null, $"ORACLE_SEED={Seed}, batch {batch}: {failure}");
        }
        output.WriteLine($"ORACLE_SEED={Seed}, {Batches} batches: {watch.Elapsed.TotalSeconds:F0} s");
        output.WriteLine(oracle.Distribution.ToString());
        IsWide(oracle.Distribution);
    }

    private static void IsWide(EngineDistribution runs) => Assert.Multiple(
        [() => Assert.InRange(runs.ToldApart, runs.Total * 8 / 10, runs.Total), .. new[]
        {
            "gate Approve", "gate Reject", "gate None", "signal sent early", "signal sent late", "signal timed out", "Child", "child failed", "group All",
            "group FailFast", "group Race", "group failed", "group had enough", "items Continue", "items Halt", "items SkipDependents", "items failed",
            "item Skipped", "item Failed", "undone", "caught", "fault", "end returned", "end failed", "end cancelled", "cancelled at Ask", "cancelled at Gate",
            "cancelled at Signal", "cancelled at LongTimer",
        }.Select(kind => (Action)(() => Assert.True(runs.OfAny(kind) >= runs.Total / 150, $"only {runs.OfAny(kind)} of {runs.Total} runs: {kind}")))]);

    private static uint Setting(string name, uint otherwise)
        => uint.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
