using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RunkonFlow.Typed.Oracle.Tests.Mutants;

/// <summary>The generator compiled in memory from its sources, with a fault or without.</summary>
public sealed class GeneratorSource
{
    private const string Folder = "generators/RunkonFlow.Typed.Generators";

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug, nullableContextOptions: NullableContextOptions.Enable);

    private readonly CSharpCompilation _compilation;
    private readonly string _root = Path.Combine(Repository.Root, Folder);

    public GeneratorSource()
    {
        var files = Directory.EnumerateFiles(_root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var trees = files.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), ParseOptions, f))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions)).Append(CSharpSyntaxTree.ParseText(LoopFuel.Source, ParseOptions));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(f => Path.GetFileName(f) is var n && (n.StartsWith("System.", StringComparison.Ordinal) || n.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || n is "netstandard.dll" or "mscorlib.dll"))
            .Select(f => MetadataReference.CreateFromFile(f));
        _compilation = CSharpCompilation.Create("RunkonFlow.Typed.Generators.Mutant", trees, references, Options);
    }

    /// <summary>The generator with a fault in it.</summary>
    /// <exception cref="InvalidOperationException">The fault's line is gone, or what replaces it does not compile.</exception>
    public Assembly With(Mutant mutant)
    {
        var path = Path.Combine(_root, mutant.File);
        var tree = _compilation.SyntaxTrees.First(t => t.FilePath == path);
        var text = mutant.Apply(tree.ToString()) ?? throw new InvalidOperationException($"The line is not there any more: {mutant}");
        using var image = new MemoryStream();
        var faulty = CSharpSyntaxTree.ParseText(text, ParseOptions, path);
        faulty = faulty.WithRootAndOptions(new LoopFuel().Visit(faulty.GetRoot()), ParseOptions);
        var result = _compilation.ReplaceSyntaxTree(tree, faulty).Emit(image);
        if (!result.Success)
        {
            var error = result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"{mutant} does not compile: {error.GetMessage(CultureInfo.InvariantCulture)} at {error.Location}");
        }
        image.Position = 0;
        return new AssemblyLoadContext("mutant").LoadFromStream(image);
    }
}
