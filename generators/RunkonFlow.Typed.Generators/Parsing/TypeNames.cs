using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Symbols as text.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat People = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat Plain = Qualified.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    /// <summary>Fully qualified with <c>global::</c> and nullable annotations: what emitted code writes.</summary>
    public static string Emitted(ITypeSymbol type) => type.ToDisplayString(Annotated);

    /// <summary>As <see cref="Emitted"/>, without an annotation of the type itself.</summary>
    public static string NotNull(ITypeSymbol type)
        => Emitted(type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type);

    /// <summary>As the compiler names it in messages.</summary>
    public static string ForPeople(ITypeSymbol type) => type.ToDisplayString(People);

    /// <summary>The namespace, escaped; empty for the global one.</summary>
    public static string Namespace(INamespaceSymbol space) => space.IsGlobalNamespace ? "" : space.ToDisplayString(Qualified);

    /// <summary>The metadata name, such as <c>Shop.Outer+Page`1</c>.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } container) return $"{MetadataName(container)}+{type.MetadataName}";
        var space = type.ContainingNamespace;
        return space is null || space.IsGlobalNamespace ? type.MetadataName : $"{space.ToDisplayString(Plain)}.{type.MetadataName}";
    }

    /// <summary>Whether a type is the one with that metadata name, whatever its type arguments.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
        => type is INamedTypeSymbol named && metadataName.EndsWith(named.MetadataName, StringComparison.Ordinal)
            && MetadataName(named.OriginalDefinition) == metadataName;
}
