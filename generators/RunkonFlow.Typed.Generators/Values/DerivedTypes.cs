using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Which classes of a compilation's own sources have others derived from them.</summary>
internal sealed class DerivedTypes
{
    private static readonly ConditionalWeakTable<Compilation, DerivedTypes> Cache = new();

    private readonly Lazy<Dictionary<ISymbol, INamedTypeSymbol>> _byBase;

    private DerivedTypes(Compilation compilation) => _byBase = new(() => Collect(compilation.Assembly.GlobalNamespace));

    public static DerivedTypes Of(Compilation compilation) => Cache.GetValue(compilation, static c => new DerivedTypes(c));

    /// <summary>A class that derives from the one given, or null.</summary>
    public INamedTypeSymbol? From(INamedTypeSymbol type)
        => _byBase.Value.TryGetValue(type.OriginalDefinition, out var derived) ? derived : null;

    private static Dictionary<ISymbol, INamedTypeSymbol> Collect(INamespaceOrTypeSymbol root)
    {
        var byBase = new Dictionary<ISymbol, INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<INamespaceOrTypeSymbol>([root]);
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers())
            {
                if (member is not INamespaceOrTypeSymbol child) continue;
                open.Push(child);
                if (child is INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType: { SpecialType: SpecialType.None } parent } type)
                    byBase[parent.OriginalDefinition] = type;
            }
        }
        return byBase;
    }
}
