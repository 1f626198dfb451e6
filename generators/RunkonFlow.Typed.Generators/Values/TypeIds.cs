using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Stable names of types in stored frames: independent of assembly, aliases and nullability of references.</summary>
internal static class TypeIds
{
    private static readonly Regex Words = new(@"[\w.]+", RegexOptions.CultureInvariant);

    public static string Of(ITypeSymbol type) => Of(type, former: -1);

    /// <summary>
    /// The names that a type had in shipped versions. One that is made of several renamed types had the first former name of each, then
    /// the second, and so on.
    /// </summary>
    public static IEnumerable<string> FormerOf(ITypeSymbol type)
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { Of(type) };
        for (var former = 0; known.Add(Of(type, former)); former++)
            yield return Of(type, former);
    }

    /// <summary>A type as code would name it, by its id; of collections that share one, the most usual.</summary>
    public static string CodeOf(string id) => Words.Replace(id, word => word.Value switch
    {
        "list" => "System.Collections.Generic.List",
        "set" => "System.Collections.Generic.HashSet",
        "map" => "System.Collections.Generic.Dictionary",
        "json" => "System.Text.Json.JsonElement",
        "RunId" => "RunkonFlow.Typed.RunId",
        "Guid" or "DateTime" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly" or "Uri" or "Version" => "System." + word.Value,
        _ => word.Value,
    });

    private static string Of(ITypeSymbol type, int former)
    {
        if (ScalarTable.ShapeOf(type) is { } scalar) return scalar.TypeId;
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Of(array.ElementType, former) + "[]";
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return Of(nullable.TypeArguments[0], former) + "?";
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return $"({string.Join(",", tuple.TupleElements.Select(e => Of(e.Type, former)))})";
            case INamedTypeSymbol named:
                var name = CollectionTable.Of(named)?.Id ?? NameOf(named, former);
                return named.Arity == 0 ? name : $"{name}<{string.Join(",", named.TypeArguments.Select(t => Of(t, former)))}>";
            default:
                return TypeNames.ForPeople(type);
        }
    }

    private static string NameOf(INamedTypeSymbol type, int former)
        => (former < 0 ? null : type.FormerNames().ElementAtOrDefault(former)) ?? TypeNames.MetadataName(type).Replace('+', '.').Split('`')[0];
}
