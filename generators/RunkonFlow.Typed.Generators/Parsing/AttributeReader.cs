using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Attributes of symbols by metadata name.</summary>
internal static class AttributeReader
{
    public static AttributeData? Find(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
            if (attribute.AttributeClass.Is(metadataName)) return attribute;
        return null;
    }

    public static bool Has(this ISymbol symbol, string metadataName) => Find(symbol, metadataName) is not null;

    /// <summary>A named argument's value, or the fallback when it is not given or of another kind.</summary>
    public static T Named<T>(this AttributeData attribute, string name, T fallback)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array && argument.Value.Value is T value) return value;
        return fallback;
    }

    /// <summary>The number of an enum's member that a named argument names, whatever the enum's own type; null when it is not given.</summary>
    public static long? Member(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Enum, Value: { } value })
                return Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
        return null;
    }

    /// <summary>The first constructor argument when it is text.</summary>
    public static string? Text(this AttributeData attribute)
        => attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string : null;

    /// <summary>Where a named argument stands; the attribute when it is not found.</summary>
    public static Location LocationOf(this AttributeData attribute, string? argument, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not
            Microsoft.CodeAnalysis.CSharp.Syntax.AttributeSyntax syntax) return Location.None;
        var named = argument is null ? null : syntax.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == argument);
        return (named ?? (SyntaxNode)syntax).GetLocation();
    }
}
