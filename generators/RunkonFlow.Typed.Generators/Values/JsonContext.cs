using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>The user's <c>JsonSerializerContext</c>: the types that it lists are written by it.</summary>
internal sealed class JsonContext
{
    private readonly HashSet<ITypeSymbol> _listed = new(SymbolEqualityComparer.Default);

    public JsonContext(INamedTypeSymbol? type)
    {
        Type = type is null ? "" : TypeNames.Emitted(type);
        if (type is null) return;
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass.Is(KnownNames.JsonSerializable)
                && attribute.ConstructorArguments is [{ Value: ITypeSymbol listed }, ..])
                _listed.Add(listed);
        }
    }

    /// <summary>The context, fully qualified; empty when there is none.</summary>
    public string Type { get; }

    public bool Lists(ITypeSymbol type) => _listed.Contains(type);
}
