using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Compilations as a user's project makes them: net10.0, nullable, our library referenced.</summary>
internal static class Compilations
{
    /// <summary>The oldest language that emitted code must compile under.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp12, DocumentationMode.Parse);

    /// <summary>What a project with a package reference sees.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(WorkflowAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions).Assembly.Location),
    ];

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>A library of the sources, with the SDK's implicit usings.</summary>
    public static CSharpCompilation Create(params string[] sources) => Create("Shop.App", sources);

    /// <inheritdoc cref="Create(string[])"/>
    public static CSharpCompilation Create(string assemblyName, string[] sources) => CSharpCompilation.Create(
        assemblyName,
        [Parse(ImplicitUsings, "Usings.cs"), .. sources.Select((source, i) => Parse(source, $"Source{i}.cs"))],
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: Unasked));

    /// <summary>Programs of tests declare more than their flows call; only those about that rule ask for it.</summary>
    public static IReadOnlyDictionary<string, ReportDiagnostic> Unasked { get; } = new Dictionary<string, ReportDiagnostic> { ["RKF0105"] = ReportDiagnostic.Suppress };

    public static SyntaxTree Parse(string text, string path)
        => CSharpSyntaxTree.ParseText(text, ParseOptions, path, System.Text.Encoding.UTF8, cancellationToken: TestContext.Current.CancellationToken);
}
