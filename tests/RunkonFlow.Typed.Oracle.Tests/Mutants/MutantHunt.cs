using System.Collections.Concurrent;
using System.Reflection;
using CsCheck;
using RunkonFlow.Typed.Oracle.Tests.Comparing;
using RunkonFlow.Typed.Oracle.Tests.Compiling;
using RunkonFlow.Typed.Oracle.Tests.Rendering;

namespace RunkonFlow.Typed.Oracle.Tests.Mutants;

/// <summary>
/// Looks for a program that shows a fault of the generator. Only programs whose machine is written differently from the sound
/// generator's can, so only those are compiled and run.
/// </summary>
/// <param name="seed">Of the programs.</param>
/// <param name="programs">How many are tried at most.</param>
public sealed class MutantHunt(uint seed, int programs)
{
    private const int BatchSize = 10;
    private const int CompiledAtOnce = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly GeneratorSource _source = new();
    private readonly ConcurrentDictionary<int, Lazy<Batch>> _batches = [];

    /// <summary>How the fault shows itself first.</summary>
    public async Task<MutantFate> FateOfAsync(Mutant mutant)
    {
        Assembly generator;
        try
        {
            generator = _source.With(mutant);
        }
        catch (InvalidOperationException e)
        {
            return new(mutant, IsDead: false, e.Message);
        }

        var different = 0;
        for (var number = 0; number * BatchSize < programs; number++)
        {
            var batch = _batches.GetOrAdd(number, n => new(() => Draw(n))).Value;
            var machines = CompilerOf(generator).MachinesOf(batch.Programs);
            foreach (var chunk in batch.Programs.Where(p => machines.GetValueOrDefault(p.Name) != batch.Machines[p.Name]).Chunk(CompiledAtOnce))
            {
                different += chunk.Length;
                if (await FirstDifferenceAsync(CompilerOf(generator), chunk, number) is { } how)
                    return new(mutant, IsDead: true, $"within {(number + 1) * BatchSize} programs, {how}");
            }
        }
        return new(mutant, IsDead: false, $"{different} machines were written differently and did the same");
    }

    private Batch Draw(int number)
    {
        var drawn = RandomPrograms.From(new PCG((uint)number + 1, seed), BatchSize, $"B{number}P");
        return new(drawn, CompilerOf(Assembly.Load("RunkonFlow.Typed.Generators")).MachinesOf(drawn));
    }

    private static async Task<string?> FirstDifferenceAsync(ProgramCompiler compiler, IReadOnlyList<RenderedProgram> chunk, int seed)
    {
        var loaded = compiler.Load(chunk, out var errors);
        if (errors.Count > 0) return errors.Values.First();
        foreach (var program in loaded.Programs)
        {
            try
            {
                if (await Task.Run(() => new Comparison(loaded).OfMachineAsync(program, seed)).WaitAsync(Patience) is { } difference) return difference.Summary;
            }
            catch (TimeoutException)
            {
                return "it does not end";
            }
        }
        return null;
    }

    private static ProgramCompiler CompilerOf(Assembly generator) => new(ProgramCompiler.GeneratorsIn(generator), countsLabels: true);

    private sealed record Batch(IReadOnlyList<RenderedProgram> Programs, IReadOnlyDictionary<string, string> Machines);
}
