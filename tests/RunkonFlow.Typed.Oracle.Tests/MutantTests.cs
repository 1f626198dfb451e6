using System.Collections.Concurrent;
using RunkonFlow.Typed.Oracle.Tests.Mutants;

namespace RunkonFlow.Typed.Oracle.Tests;

/// <summary>The oracle is trusted while it finds faults that are planted in the lowering.</summary>
/// <remarks>
/// Every run tries four faults. ORACLE_MUTANTS=all tries the whole list, any other text those that contain it.
/// </remarks>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int Sample = 4;
    private const int MostPrograms = 400;
    private const uint Seed = 7;

    [Fact]
    public void At_least_thirty_faults_are_listed_and_each_applies()
    {
        Assert.InRange(Mutant.All.Count, 30, int.MaxValue);
        foreach (var mutant in Mutant.All)
        {
            var file = Path.Combine(Repository.Root, "generators/RunkonFlow.Typed.Generators", mutant.File);
            Assert.True(mutant.Apply(File.ReadAllText(file)) is not null, mutant.ToString());
        }
    }

    [Fact]
    public async Task Each_planted_fault_is_found()
    {
        var hunt = new MutantHunt(Seed, MostPrograms);
        var survivors = new ConcurrentBag<Mutant>();
        await Parallel.ForEachAsync(Chosen(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (mutant, _) =>
        {
            var fate = await hunt.FateOfAsync(mutant);
            output.WriteLine(fate.ToString());
            if (!fate.IsDead) survivors.Add(mutant);
        });
        Assert.Empty(survivors);
    }

    private static IReadOnlyList<Mutant> Chosen() => Environment.GetEnvironmentVariable("ORACLE_MUTANTS") switch
    {
        // Those at the list's beginning show within a few programs.
        null or "" => [.. Mutant.All.Where((_, i) => i % Sample == 0).Take(Sample)],
        "all" => Mutant.All,
        var text => [.. Mutant.All.Where(m => m.ToString().Contains(text, StringComparison.Ordinal))],
    };
}
