using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RunkonFlow.Typed.Oracle.Tests.Rendering;
using RunkonFlow.Typed.Oracle.Tests.Running;

namespace RunkonFlow.Typed.Oracle.Tests.Compiling;

/// <summary>Compiles a batch of programs with a generator, as the compiler of a user would.</summary>
/// <param name="generators">None for programs that run as plain C#.</param>
/// <param name="countsLabels">Machines count the labels that they pass, because a faulty one may go round for ever.</param>
public sealed partial class ProgramCompiler(IReadOnlyList<IIncrementalGenerator> generators, bool countsLabels = false)
{
    internal static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    // Warnings of generated text are off, so that nobody would read what this analysis, which is long, finds.
    internal static readonly CSharpParseOptions WithoutNullableAnalysis = ParseOptions.WithFeatures([new("run-nullable-analysis", "never")]);

    // Debug, because code that is not optimized is compiled to machine code several times faster, and each method runs only a few times.
    internal static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug, nullableContextOptions: NullableContextOptions.Enable,
        concurrentBuild: true);

    internal static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(FindReferences);

    /// <summary>Loads the batch, less the programs that do not compile, for which <paramref name="errors"/> says why.</summary>
    public LoadedPrograms Load(IReadOnlyList<RenderedProgram> programs, out IReadOnlyDictionary<string, string> errors)
    {
        var refused = new Dictionary<string, string>();
        errors = refused;
        while (true)
        {
            var accepted = programs.Where(p => !refused.ContainsKey(p.Name)).ToList();
            var compilation = Generated(accepted, out var messages);
            var image = new MemoryStream();
            var result = compilation.Emit(image);
            if (result.Success)
            {
                image.Position = 0;
                return new LoadedPrograms(image, accepted, messages);
            }
            foreach (var error in result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) Refuse(refused, error);
        }
    }

    /// <summary>The machines that the generator writes, by the program's name; none for a program at which it failed.</summary>
    public IReadOnlyDictionary<string, string> MachinesOf(IReadOnlyList<RenderedProgram> programs)
        => Generated(programs, out _).SyntaxTrees.Where(IsMachine).ToDictionary(t => ProgramName().Match(t.FilePath).Value, t => t.ToString());

    public static IReadOnlyList<IIncrementalGenerator> GeneratorsIn(System.Reflection.Assembly assembly)
        => [.. assembly.GetTypes().Where(t => typeof(IIncrementalGenerator).IsAssignableFrom(t) && !t.IsAbstract)
            .Select(t => (IIncrementalGenerator)Activator.CreateInstance(t, nonPublic: true)!)];

    private Compilation Generated(IReadOnlyList<RenderedProgram> programs, out IReadOnlyList<string> messages)
    {
        messages = [];
        var trees = programs.SelectMany(p => new[]
        {
            CSharpSyntaxTree.ParseText(p.FlowSource, ParseOptions, $"{p.Name}.cs"),
            CSharpSyntaxTree.ParseText(p.ReferenceSource, ParseOptions, $"{p.Name}Reference.cs"),
        });
        Compilation compilation = CSharpCompilation.Create($"Programs{Guid.NewGuid():N}", trees, References.Value, Options);
        if (generators.Count == 0) return compilation;
        CSharpGeneratorDriver.Create(generators.Select(g => g.AsSourceGenerator()), parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out var diagnostics);
        messages = [.. diagnostics.Select(d => d.ToString())];
        var sources = programs.ToDictionary(p => $"{p.Name}.cs", p => p.FlowSourceWithoutBodies);
        return compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(t => Final(t, sources.GetValueOrDefault(t.FilePath))));
    }

    private SyntaxTree Final(SyntaxTree tree, string? source)
    {
        if (countsLabels && IsMachine(tree)) source = Labels.Counted(tree.ToString());
        return source is null
            ? tree.WithRootAndOptions(tree.GetRoot(), WithoutNullableAnalysis)
            : CSharpSyntaxTree.ParseText(source, WithoutNullableAnalysis, tree.FilePath);
    }

    private static bool IsMachine(SyntaxTree tree) => tree.FilePath.EndsWith(".Machine.g.cs", StringComparison.Ordinal);

    private static void Refuse(Dictionary<string, string> refused, Diagnostic error)
    {
        var path = error.Location.SourceTree?.FilePath ?? "";
        var name = ProgramName().Match(path);
        if (!name.Success) name = ProgramName().Match(error.Location.SourceTree?.ToString() ?? "");
        if (!name.Success) throw new InvalidOperationException($"The batch does not compile: {error}");
        var line = error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
        refused.TryAdd(name.Value, $"{error.Id} in {path}: {error.GetMessage(CultureInfo.InvariantCulture)}: {line}");
    }

    private static IReadOnlyList<MetadataReference> FindReferences()
        => [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(World).Assembly.Location).Append(typeof(Flow).Assembly.Location).Distinct()
            .Where(f => Path.GetFileName(f) is var n && (n.StartsWith("System.", StringComparison.Ordinal) || n.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || n.StartsWith("RunkonFlow.Typed", StringComparison.Ordinal) || n is "mscorlib.dll" or "netstandard.dll"))
            .Where(f => !f.Contains("Generators", StringComparison.Ordinal))
            .Select(f => MetadataReference.CreateFromFile(f))];

    [GeneratedRegex("(B[0-9]+)?P[0-9]+")]
    private static partial Regex ProgramName();
}
