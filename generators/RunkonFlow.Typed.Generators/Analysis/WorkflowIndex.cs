using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>The workflows of a compilation and of what it references.</summary>
internal sealed class WorkflowIndex
{
    private static readonly ConditionalWeakTable<Compilation, WorkflowIndex> Cache = new();

    private readonly Lazy<IReadOnlyList<INamedTypeSymbol>> _all;

    private WorkflowIndex(Compilation compilation) => _all = new(() => Collect(compilation));

    /// <summary>All of them, those of the compilation itself first.</summary>
    public IReadOnlyList<INamedTypeSymbol> All => _all.Value;

    public static WorkflowIndex Of(Compilation compilation) => Cache.GetValue(compilation, static c => new WorkflowIndex(c));

    private static List<INamedTypeSymbol> Collect(Compilation compilation)
    {
        var workflows = new List<INamedTypeSymbol>();
        if (compilation.GetTypeByMetadataName(KnownNames.WorkflowAttribute)?.ContainingAssembly is not { } library) return workflows;
        var assemblies = compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == library.Name)));
        foreach (var assembly in assemblies.Prepend(compilation.Assembly)) Collect(assembly.GlobalNamespace, workflows);
        return workflows;
    }

    private static void Collect(INamespaceOrTypeSymbol root, List<INamedTypeSymbol> workflows)
    {
        if (root is INamedTypeSymbol type && type.Has(KnownNames.WorkflowAttribute)) workflows.Add(type);
        foreach (var member in root.GetMembers())
            if (member is INamespaceOrTypeSymbol child) Collect(child, workflows);
    }
}
