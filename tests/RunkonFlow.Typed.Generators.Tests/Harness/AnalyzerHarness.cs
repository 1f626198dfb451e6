using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Runs analyzers as a build does: over the user's sources together with what the generator emitted for them.</summary>
internal static class AnalyzerHarness
{
    /// <summary>Every analyzer and suppressor of the generator's assembly.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. typeof(WorkflowGenerator).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>
    /// What our analyzers say of some sources, in source order, each as <c>id line: message</c>; the compiler must have nothing
    /// to say, unless a test is about that.
    /// </summary>
    public static async Task<IReadOnlyList<string>> RunAsync(params string[] sources)
    {
        var compilation = Generate(Compilations.Create(sources));
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        return await RunAsync(compilation);
    }

    /// <inheritdoc cref="RunAsync(string[])"/>
    public static async Task<IReadOnlyList<string>> RunAsync(Compilation compilation)
    {
        var found = await compilation.WithAnalyzers(All).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, d => d.Id == "AD0001");
        return
        [
            .. found.Where(d => !d.IsSuppressed && d.Id.StartsWith("RKF", StringComparison.Ordinal))
                .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start)
                .Select(d => $"{d.Id} {d.Location.GetLineSpan().StartLinePosition.Line + 1}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"),
        ];
    }

    /// <summary>The sources and what is emitted for them.</summary>
    public static CSharpCompilation Generate(CSharpCompilation compilation)
    {
        GeneratorHarness.Start(compilation, out var outcome);
        return outcome.Compilation;
    }
}
