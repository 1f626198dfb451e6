using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Names of types as parts of method names.</summary>
internal static class ReadableName
{
    public static string Of(ITypeSymbol type)
    {
        if (ScalarTable.ShapeOf(type) is { } scalar) return scalar.Name;
        return type switch
        {
            IArrayTypeSymbol array => Of(array.ElementType) + "Array",
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => "Nullable" + Of(nullable.TypeArguments[0]),
            INamedTypeSymbol { IsTupleType: true } tuple => "TupleOf" + string.Concat(tuple.TupleElements.Select(e => Of(e.Type))),
            INamedTypeSymbol { Arity: > 0 } named => (CollectionTable.Of(named)?.Name ?? named.Name + "Of") + string.Join("And", named.TypeArguments.Select(Of)),
            _ => type.Name,
        };
    }
}
