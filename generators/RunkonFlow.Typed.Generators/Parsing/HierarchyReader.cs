using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Reads where a class stands.</summary>
internal static class HierarchyReader
{
    public static HierarchyModel Read(INamedTypeSymbol type)
    {
        var types = new List<string>();
        for (var current = type; current is not null; current = current.ContainingType)
            types.Insert(0, $"{Keyword(current)} {Name(current)}");
        return new HierarchyModel { Namespace = TypeNames.Namespace(type.ContainingNamespace), Types = types.ToEquatable() };
    }

    private static string Name(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters));

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };
}
