using CsCheck;
using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Oracle.Tests.Compiling;

namespace RunkonFlow.Typed.Oracle.Tests.Comparing;

/// <summary>Random programs in batches, compiled and compared on all cores until one fails.</summary>
public sealed class OracleRun(Func<IReadOnlyList<IIncrementalGenerator>> createGenerators, uint seed)
{
    private const int BatchSize = 100;

    private readonly Lock _lock = new();

    public Distribution Distribution { get; } = new();

    /// <summary>The programs that failed, with the seed of their plans. The batches that run at the first failure end early.</summary>
    public List<(int Seed, Difference Difference)> Failures { get; } = [];

    /// <summary>Whether every program so far did what its reference did.</summary>
    public bool Passes
    {
        get
        {
            lock (_lock) return Failures.Count == 0;
        }
    }

    public async Task RunAsync(int programs)
    {
        var batches = Enumerable.Range(0, (programs + BatchSize - 1) / BatchSize);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount) };
        await Parallel.ForEachAsync(batches, options, async (batch, _) =>
        {
            if (Passes) await BatchAsync(batch);
        });
    }

    private async Task BatchAsync(int batch)
    {
        var drawn = RandomPrograms.From(new PCG((uint)batch + 1, seed), BatchSize, $"B{batch}P");
        var loaded = new ProgramCompiler(createGenerators()).Load(drawn, out var errors);
        foreach (var (name, error) in errors)
            Fail(batch, new(drawn.First(p => p.Name == name), null, "a program that compiles", error, [], []));
        foreach (var program in loaded.Programs)
        {
            if (!Passes) return;
            if (await new Comparison(loaded, Distribution).OfMachineAsync(program, batch) is { } difference) Fail(batch, difference);
        }
    }

    private void Fail(int batch, Difference difference)
    {
        lock (_lock) Failures.Add((batch, difference));
    }
}
