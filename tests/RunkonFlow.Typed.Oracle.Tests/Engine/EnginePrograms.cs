using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Oracle.Tests.Compiling;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>A batch of programs, compiled with the generator and loaded.</summary>
/// <remarks>It stays loaded, as <see cref="LoadedPrograms"/> does.</remarks>
public sealed class EnginePrograms
{
    private readonly Assembly _assembly;
    private readonly IReadOnlyList<EngineProgram> _programs;

    private EnginePrograms(Assembly assembly, IReadOnlyList<EngineProgram> programs) => (_assembly, _programs) = (assembly, programs);

    /// <summary>Null when the batch does not compile.</summary>
    public static EnginePrograms? Load(IReadOnlyList<EngineProgram> programs, out string errors)
    {
        var trees = programs.Select(program => CSharpSyntaxTree.ParseText(EngineText.Of(program), ProgramCompiler.ParseOptions, $"{program.Name}.cs"));
        Compilation compilation = CSharpCompilation.Create($"Engine{Guid.NewGuid():N}", trees, ProgramCompiler.References.Value, ProgramCompiler.Options);
        var generators = ProgramCompiler.GeneratorsIn(Assembly.Load("RunkonFlow.Typed.Generators"));
        CSharpGeneratorDriver.Create(generators.Select(g => g.AsSourceGenerator()), parseOptions: ProgramCompiler.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        compilation = compilation.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), ProgramCompiler.WithoutNullableAnalysis)));
        var image = new MemoryStream();
        var result = compilation.Emit(image);
        errors = string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5).Select(Describe));
        if (!result.Success) return null;
        image.Position = 0;
        return new(new AssemblyLoadContext("engine programs").LoadFromStream(image), programs);
    }

    public void Register(RunkonFlowBuilder builder, EngineWorld world)
    {
        builder.Services.AddSingleton(world);
        foreach (var name in _programs.SelectMany(program => new[] { program.Name, $"{program.Name}Child" }))
        {
            var type = _assembly.GetType($"Generated.{name}", throwOnError: true)!;
            builder.Add((WorkflowRegistration)type.GetProperty("Registration", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!);
        }
    }

    private static string Describe(Diagnostic error)
        => $"{error}: {error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}";
}
