using System.Collections.Immutable;
using CsCheck;
using RunkonFlow.Typed.Oracle.Tests.Programs;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>Plays batches of programs and compares them; cuts down the first that fails.</summary>
public sealed class EngineOracle(uint seed)
{
    private const int PlansEach = 5;

    public EngineDistribution Distribution { get; } = new();

    /// <summary>What is wrong with the first program that fails; null when none does.</summary>
    public async Task<string?> RunAsync(int batch, int programs, bool isSqlite)
    {
        ImmutableArray<EngineProgram> drawn = [.. Enumerable.Range(0, programs).Select(i => EngineDraw.Program($"E{batch}P{i}", (seed * 1000) + (uint)((batch * 100_000) + i)))];
        var failed = await FirstFailureAsync(drawn, batch, isSqlite, Distribution);
        return failed is null ? null : await ShrunkAsync(failed.Value.Program, failed.Value.Difference, batch, isSqlite);
    }

    private static async Task<(EngineProgram Program, string Difference)?> FirstFailureAsync(
        IReadOnlyList<EngineProgram> programs, int batch, bool isSqlite, EngineDistribution? distribution)
    {
        var begun = TimeProvider.System.GetTimestamp();
        if (EnginePrograms.Load(programs, out var errors) is not { } loaded) return (programs[0], $"does not compile: {errors}");
        if (distribution is not null) distribution.Compiling += TimeProvider.System.GetElapsedTime(begun);
        begun = TimeProvider.System.GetTimestamp();
        var world = new EngineWorld();
        var runs = programs.SelectMany((program, i) => RunsOf(program, batch, i * 10)).ToList();
        foreach (var run in runs) world.Add(run);
        await using var stage = new EngineStage(loaded, world, isSqlite);
        await stage.PlayAsync(runs);
        if (distribution is not null) distribution.Playing += TimeProvider.System.GetElapsedTime(begun);
        foreach (var run in runs)
        {
            if (await EngineComparison.DifferenceAsync(run) is { } difference) return (run.Program, $"{run.Plan}, run {run.At}, on {(isSqlite ? "SQLite" : "memory")}\n{difference}\n{string.Join('\n', stage.Errors.Entries.Take(3))}");
            if (distribution is null) continue;
            var other = EngineModel.Of(run.Program, run.Plan with { Seed = run.Plan.Seed + 1 }, run.Number);
            distribution.Add(run, isToldApart: await EngineComparison.DifferenceAsync(run, other) is not null);
        }
        return stage.Errors.Entries.IsEmpty ? null : (programs[0], $"the engine complained: {stage.Errors.Entries.First()}");
    }

    /// <summary>Each program under several plans, and each of these again with a cancel somewhere.</summary>
    private static IEnumerable<EngineRun> RunsOf(EngineProgram program, int batch, int number)
    {
        for (var i = 0; i < PlansEach; i++)
        {
            var plan = new EnginePlan((batch * 31) + i);
            var model = EngineModel.Of(program, plan, number);
            yield return new(program, plan, model, number);
            number++;
            // The places are those of the run that is cancelled.
            var places = EngineModel.Of(program, plan, number).Places;
            if (places.Count == 0) continue;
            var cancelled = plan with { Cancel = OneOf(places, new(new PCG(13, program.Seed + (uint)i))) };
            yield return new(program, cancelled, EngineModel.Of(program, cancelled, number), number);
            number++;
        }
    }

    /// <summary>Rare kinds as often as others, and outside of groups, where more is known of the rest, more often than inside.</summary>
    private static CancelPlace OneOf(IReadOnlyList<CancelPlace> places, Draw draw)
    {
        var isAlone = draw.Chance(60) && places.Any(place => place.Group is null);
        var kinds = places.Where(place => !isAlone || place.Group is null).GroupBy(place => place.Kind).ToList();
        return draw.One([.. draw.One(kinds)]);
    }

    private static async Task<string> ShrunkAsync(EngineProgram program, string difference, int batch, bool isSqlite)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(90))
        {
            var smaller = default((EngineProgram, string)?);
            foreach (var candidate in EngineSmaller.Than(program).OrderBy(one => one.Size))
            {
                var found = await FirstFailureAsync([candidate], batch, isSqlite, null);
                if (found is not { } failure || failure.Difference.StartsWith("does not compile", StringComparison.Ordinal)) continue;
                smaller = (candidate, failure.Difference);
                break;
            }
            if (smaller is null) break;
            (program, difference) = smaller.Value;
        }
        return $"seed {program.Seed}\n{difference}\n{EngineText.Of(program)}";
    }
}
