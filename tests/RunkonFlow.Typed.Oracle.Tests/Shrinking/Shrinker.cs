using System.Diagnostics;
using RunkonFlow.Typed.Oracle.Tests.Comparing;
using RunkonFlow.Typed.Oracle.Tests.Compiling;
using RunkonFlow.Typed.Oracle.Tests.Programs;
using RunkonFlow.Typed.Oracle.Tests.Rendering;

namespace RunkonFlow.Typed.Oracle.Tests.Shrinking;

/// <summary>Cuts a failing program down, as long as what is left still fails in the same way.</summary>
public sealed class Shrinker(ProgramCompiler compiler, int seed)
{
    private const int Batch = 40;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);

    public async Task<Difference> ShrinkAsync(Difference difference)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Budget && await SmallerAsync(difference, watch) is { } smaller) difference = smaller;
        return difference;
    }

    private async Task<Difference?> SmallerAsync(Difference difference, Stopwatch watch)
    {
        var candidates = Smaller.Than(difference.Program.Program).OrderBy(Statements.Count).ToList();
        foreach (var chunk in candidates.Chunk(Batch))
        {
            if (watch.Elapsed > Budget) return null;
            var programs = chunk.Select((p, i) => new RenderedProgram(p, $"P{i}", difference.Program.Seed)).ToList();
            var loaded = compiler.Load(programs, out _);
            foreach (var program in loaded.Programs)
                if (await new Comparison(loaded).OfMachineAsync(program, seed) is { } found && found.Kind == difference.Kind) return found;
        }
        return null;
    }
}
