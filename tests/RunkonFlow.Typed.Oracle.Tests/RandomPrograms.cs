using CsCheck;
using RunkonFlow.Typed.Oracle.Tests.Programs;
using RunkonFlow.Typed.Oracle.Tests.Rendering;

namespace RunkonFlow.Typed.Oracle.Tests;

/// <summary>Draws programs, each with the seed that gives it again.</summary>
internal static class RandomPrograms
{
    public static List<RenderedProgram> From(PCG random, int count, string prefix = "P", bool isInline = false)
    {
        var gen = new ProgramGen(isInline);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var seed = random.ToString();
            return new RenderedProgram(gen.Generate(random, null, out _), $"{prefix}{i}", seed);
        })];
    }

    public static RenderedProgram Again(string seed) => new(new ProgramGen().Generate(PCG.Parse(seed), null, out _), "P0", seed);
}
