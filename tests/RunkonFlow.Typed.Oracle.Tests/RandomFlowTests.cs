using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using CsCheck;
using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Oracle.Tests.Comparing;
using RunkonFlow.Typed.Oracle.Tests.Compiling;
using RunkonFlow.Typed.Oracle.Tests.Programs;
using RunkonFlow.Typed.Oracle.Tests.Shrinking;

namespace RunkonFlow.Typed.Oracle.Tests;

/// <remarks>
/// ORACLE_SEED draws other programs than the committed seed does, ORACLE_PROGRAMS more or fewer.
/// </remarks>
public sealed class RandomFlowTests(ITestOutputHelper output)
{
    private static readonly uint Seed = Setting("ORACLE_SEED", 20261125);
    private static readonly int Count = (int)Setting("ORACLE_PROGRAMS", 500);

    [Fact]
    public async Task A_machine_resumed_at_every_transition_does_what_its_reference_does()
    {
        output.WriteLine($"ORACLE_SEED={Seed} ORACLE_PROGRAMS={Count}");
        var watch = Stopwatch.StartNew();
        var run = new OracleRun(Generators, Seed);
        await run.RunAsync(Count);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F0} s, of which processor {Environment.CpuUsage.TotalTime.TotalSeconds:F0} s");
        output.WriteLine(run.Distribution.ToString());
        if (run.Failures is [var (plans, difference), ..])
            Assert.Fail((await new Shrinker(new ProgramCompiler(Generators()), plans).ShrinkAsync(difference)).ToString());
        if (Count >= 2000) IsWide(run.Distribution);
    }

    [Fact]
    public async Task Run_as_plain_csharp_a_flow_does_what_its_reference_does()
    {
        output.WriteLine($"ORACLE_SEED={Seed}");
        var programs = RandomPrograms.From(new PCG(7, Seed), 100, isInline: true);
        var loaded = new ProgramCompiler([]).Load(programs, out var errors);
        Assert.Empty(errors);
        foreach (var (program, index) in programs.Select((p, i) => (p, i)))
            if (await new Comparison(loaded).OfInlineAsync(program, index) is { } difference) Assert.Fail(difference.ToString());
    }

    private static void IsWide(Distribution distribution) => Assert.Multiple(
        () => Assert.InRange(distribution.MedianCalls, 8, int.MaxValue),
        () => Assert.InRange(distribution.MedianDepth, 3, int.MaxValue),
        () => Assert.InRange(distribution.StepThrows, 0.30, 1),
        () => Assert.InRange(distribution.SegmentThrows, 0.10, 1),
        () => Assert.InRange(distribution.Witnesses, 0.10, 1),
        () => Assert.InRange(distribution.CancelledInTry, 0.10, 1),
        () => Assert.DoesNotContain(Enum.GetValues<StatementKind>(), k => distribution.Of(k) < 200),
        () => Assert.DoesNotContain(StatementKinds.PossiblePairs, p => distribution.Of(p.Parent, p.Kind) < 10));

    private static IReadOnlyList<IIncrementalGenerator> Generators() => ProgramCompiler.GeneratorsIn(Assembly.Load("RunkonFlow.Typed.Generators"));

    private static uint Setting(string name, uint otherwise)
        => uint.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
