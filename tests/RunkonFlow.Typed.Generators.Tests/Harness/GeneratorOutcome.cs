using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>What the generator made of some sources.</summary>
/// <param name="Compilation">Input and output together.</param>
/// <param name="Files">The emitted files by hint name.</param>
/// <param name="Diagnostics">What the generator itself reported.</param>
internal sealed record GeneratorOutcome(
    CSharpCompilation Compilation, ImmutableSortedDictionary<string, string> Files, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The surface of the only workflow.</summary>
    public string Surface => Single(".Workflow.g.cs");

    /// <summary>The machine of the only workflow.</summary>
    public string Machine => Single(".Machine.g.cs");

    /// <summary>Whether any workflow has a machine.</summary>
    public bool HasMachine => Files.Keys.Any(name => name.EndsWith(".Machine.g.cs", StringComparison.Ordinal));

    /// <summary>All files, for messages.</summary>
    public string AllText => string.Join("\n", Files.Select(file => $"// {file.Key}\n{file.Value}"));

    /// <summary>Compiles and loads the program.</summary>
    public Assembly Load()
    {
        using var stream = new MemoryStream();
        var result = Compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        stream.Position = 0;
        // Not collectible: unloading many programs has broken the runtime.
        return new AssemblyLoadContext(Compilation.AssemblyName, isCollectible: false).LoadFromStream(stream);
    }

    private string Single(string suffix) => Assert.Single(Files, file => file.Key.EndsWith(suffix, StringComparison.Ordinal)).Value;
}
