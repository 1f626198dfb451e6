using System.Reflection;

namespace RunkonFlow.Typed.Generators.Tests;

public sealed class GeneratorAssemblyTests
{
    private static readonly AssemblyName[] References = Assembly.Load("RunkonFlow.Typed.Generators").GetReferencedAssemblies();

    /// <remarks>A generator that references a newer compiler than the user's is left out of the build (CS9057).</remarks>
    [Fact]
    public void The_generator_loads_in_every_compiler_that_can_target_net10()
    {
        var roslyn = References.Where(name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

        Assert.All(roslyn, name => Assert.True(name.Version <= new Version(5, 0, 0, 0), $"{name}"));
    }

    /// <remarks>A second assembly would have to be packed beside the generator and loaded in every user's editor.</remarks>
    [Fact]
    public void The_generator_brings_no_assembly_of_its_own()
    {
        Assert.All(References, name => Assert.True(
            name.Name is "netstandard"
            || name.Name!.StartsWith("System.", StringComparison.Ordinal)
            || name.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal),
            $"RunkonFlow.Typed.Generators references {name}."));
    }
}
