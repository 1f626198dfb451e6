using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>
/// Runs the generator as every test of it must: input and output compile without a warning, the surface stays cached when an
/// unrelated file appears and when a comment is typed above a class, the order of files does not matter, and no object of
/// the compiler stands in a model.
/// </summary>
internal static class GeneratorHarness
{
    /// <summary>Sources of a correct program.</summary>
    public static GeneratorOutcome Run(params string[] sources)
    {
        var outcome = RunWithErrors(sources);
        var complaints = outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity >= DiagnosticSeverity.Warning)
            .Select(d => d.ToString())
            .ToList();
        Assert.True(complaints.Count == 0, string.Join("\n", complaints) + "\n\n" + outcome.AllText);
        return outcome;
    }

    /// <summary>Sources that may have errors of the user's; everything but the compiler's verdict is checked.</summary>
    public static GeneratorOutcome RunWithErrors(params string[] sources)
    {
        var compilation = Compilations.Create(sources);
        var driver = Start(compilation, out var outcome);
        Assert.DoesNotContain(outcome.Diagnostics, d => d.Id is "CS8785" or "RKF9000");
        Caching.AssertSurfaceIsCached(driver, compilation);
        AssertOrderOfFilesDoesNotMatter(sources, outcome);
        ModelGraph.AssertHoldsNothingOfTheCompiler(driver.GetRunResult());
        return outcome;
    }

    /// <summary>The driver after one run, and what came out.</summary>
    public static GeneratorDriver Start(CSharpCompilation compilation, out GeneratorOutcome outcome)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        var driver = CSharpGeneratorDriver
            .Create([new WorkflowGenerator().AsSourceGenerator()], parseOptions: Compilations.ParseOptions, driverOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        var files = driver.GetRunResult().Results.Single().GeneratedSources
            .ToImmutableSortedDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);
        outcome = new GeneratorOutcome((CSharpCompilation)output, files, diagnostics);
        return driver;
    }

    private static void AssertOrderOfFilesDoesNotMatter(string[] sources, GeneratorOutcome expected)
    {
        Start(Compilations.Create([.. sources.Reverse()]), out var reversed);
        Assert.Equal(expected.Files, reversed.Files);
    }
}
