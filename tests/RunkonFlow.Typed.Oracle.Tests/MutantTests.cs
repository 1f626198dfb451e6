using RunkonFlow.Typed.Oracle.Tests.Comparing;
using RunkonFlow.Typed.Oracle.Tests.Compiling;
using RunkonFlow.Typed.Oracle.Tests.Mutants;

namespace RunkonFlow.Typed.Oracle.Tests;

/// <summary>The oracle is trusted while it finds faults that are planted in the lowering.</summary>
/// <remarks>Every build checks that the list still applies. The run is explicit; ORACLE_MUTANTS=all tries the whole list, not a sample.</remarks>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int Sample = 4;
    private const int MostPrograms = 400;
    private const int BatchSize = 20;
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

    [Fact(Explicit = true)]
    public async Task Each_planted_fault_is_found()
    {
        var source = new GeneratorSource();
        var all = Environment.GetEnvironmentVariable("ORACLE_MUTANTS") == "all";
        var chosen = all ? Mutant.All : [.. Mutant.All.Where((_, i) => i % (Mutant.All.Count / Sample) == 0)];
        var survivors = new List<string>();
        foreach (var mutant in chosen)
        {
            var generator = source.With(mutant);
            var run = new OracleRun(() => ProgramCompiler.GeneratorsIn(generator), Seed);
            await run.RunAsync(MostPrograms, BatchSize);
            var found = run.Failures is [var (batch, difference), ..] ? $"batch {batch + 1}: {difference.Actual.Split('\n')[0]}" : "SURVIVED";
            output.WriteLine($"{mutant}  ::  {found}");
            if (run.Passes) survivors.Add(mutant.ToString());
        }
        Assert.Empty(survivors);
    }
}
