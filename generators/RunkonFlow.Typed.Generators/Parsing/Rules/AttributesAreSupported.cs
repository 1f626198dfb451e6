using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0009: what an attribute asks for is emitted; where it is not yet, the attribute is refused.</summary>
internal static class AttributesAreSupported
{
    private static readonly (string Attribute, string Word, string Advice)[] Unsupported =
    [
        (KnownNames.FormerlyAttribute, "[Formerly]", "keep the old id"),
        (KnownNames.FormerLocalAttribute, "[FormerLocal]", "keep the old name"),
    ];

    /// <summary>The attributes of a type or of its members.</summary>
    public static IEnumerable<Finding> Check(ISymbol symbol, CancellationToken cancellationToken)
        => symbol.GetAttributes()
            .SelectMany(attribute => Unsupported.Where(unsupported => attribute.AttributeClass.Is(unsupported.Attribute)), (attribute, unsupported) => new Finding(
                DeclarationDiagnostics.FeatureIsNotSupported, attribute.LocationOf(null, cancellationToken), symbol.Name,
                $"has {unsupported.Word}", unsupported.Advice));
}
