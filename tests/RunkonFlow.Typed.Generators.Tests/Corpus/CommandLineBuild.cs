using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunkonFlow.Typed.Generators.Tests.Corpus;

/// <summary>
/// What the command-line compiler does with our generators and all our analyzers: after the generators ran, an error in a
/// declaration ends the build before any analyzer speaks; errors in bodies and analyzers' findings are reported together.
/// </summary>
internal sealed record CommandLineBuild(ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<SyntaxTree> GeneratedTrees, Compilation Output)
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<Type> OurTypes =
        [.. typeof(WorkflowGenerator).Assembly.GetTypes().Where(type => !type.IsAbstract).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable);

    public static CSharpCompilation Compilation(IEnumerable<SyntaxTree> trees)
        => CSharpCompilation.Create("Corpus", trees, [.. Compilations.References, CorpusProgram.Library], OptionsFor(trees));

    private static CSharpCompilationOptions OptionsFor(IEnumerable<SyntaxTree> trees)
        => trees.Any(tree => tree.ToString().Contains("RKF0105", StringComparison.Ordinal))
            ? CompilationOptions : CompilationOptions.WithSpecificDiagnosticOptions(Compilations.Unasked);

    public static async Task<CommandLineBuild> RunAsync(IEnumerable<SyntaxTree> trees, CancellationToken ct)
    {
        var compilation = Compilation(trees);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            Created<IIncrementalGenerator>().Select(generator => generator.AsSourceGenerator()), parseOptions: ParseOptions);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var generatorDiagnostics, ct);
        var generated = driver.GetRunResult().GeneratedTrees;

        var declared = output.GetParseDiagnostics(ct).Concat(output.GetDeclarationDiagnostics(ct)).ToImmutableArray();
        if (declared.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            return new(Visible(generatorDiagnostics.AddRange(declared)), generated, output);

        var analyzers = Created<DiagnosticAnalyzer>();
        var all = analyzers.IsEmpty
            ? output.GetDiagnostics(ct)
            : await output.WithAnalyzers(analyzers).GetAllDiagnosticsAsync(ct);
        return new(Visible(generatorDiagnostics.AddRange(all)), generated, output);
    }

    private static ImmutableArray<Diagnostic> Visible(ImmutableArray<Diagnostic> diagnostics)
        => [.. diagnostics.Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity >= DiagnosticSeverity.Warning)];

    private static ImmutableArray<T> Created<T>()
        => [.. OurTypes.Where(typeof(T).IsAssignableFrom).Select(type => (T)Activator.CreateInstance(type)!)];
}
