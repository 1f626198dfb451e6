using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Stable names of types in stored frames: independent of assembly, aliases and nullability of references.</summary>
internal static class TypeIds
{
    public static string Of(ITypeSymbol type)
    {
        if (ScalarTable.ShapeOf(type) is { } scalar) return scalar.TypeId;
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Of(array.ElementType) + "[]";
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return Of(nullable.TypeArguments[0]) + "?";
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return $"({string.Join(",", tuple.TupleElements.Select(e => Of(e.Type)))})";
            case INamedTypeSymbol named:
                var name = CollectionTable.Of(named)?.Id ?? TypeNames.MetadataName(named).Replace('+', '.').Split('`')[0];
                return named.Arity == 0 ? name : $"{name}<{string.Join(",", named.TypeArguments.Select(Of))}>";
            default:
                return TypeNames.ForPeople(type);
        }
    }
}
