using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators;

namespace RunkonFlow.Typed.Import.Tests;

/// <summary>Compiles what was imported as a user's project does: with our generator and analyzers.</summary>
internal static class Emitted
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(WorkflowAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions).Assembly.Location),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(WorkflowGenerator).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Warnings and errors of the compiler, the generator and the analyzers; none is what every import owes.</summary>
    public static async Task<IReadOnlyList<string>> ComplaintsAsync(IEnumerable<ImportedFile> files)
    {
        var ct = TestContext.Current.CancellationToken;
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create(
            "Imported", [Parse(new("Usings.cs", ImplicitUsings)), .. files.Select(Parse)], References, options);
        var driver = CSharpGeneratorDriver.Create([new WorkflowGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out var reported, ct);
        var machines = driver.GetRunResult().GeneratedTrees.Count(tree => tree.FilePath.EndsWith(".Machine.g.cs", StringComparison.Ordinal));
        var workflows = compilation.SyntaxTrees.Count(tree => tree.ToString().Contains("[Flow]", StringComparison.Ordinal));
        var found = await whole.WithAnalyzers(Analyzers).GetAllDiagnosticsAsync(ct);
        var complaints = found.Concat(reported).Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed).Select(d => d.ToString()).Distinct().Order(StringComparer.Ordinal);
        return [.. complaints, .. machines == workflows ? [] : (string[])[$"{workflows} workflows and {machines} machines"]];
    }

    private static SyntaxTree Parse(ImportedFile file)
        => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Name, System.Text.Encoding.UTF8, TestContext.Current.CancellationToken);
}
