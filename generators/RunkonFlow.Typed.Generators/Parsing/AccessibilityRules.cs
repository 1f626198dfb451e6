using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>The widest accessibility that a member may have, given the types in its signature.</summary>
internal static class AccessibilityRules
{
    /// <summary>For a member of <paramref name="container"/>: <c>public</c>, <c>internal</c> or <c>private</c>.</summary>
    public static string WidestFor(INamedTypeSymbol container, IEnumerable<ITypeSymbol> types)
    {
        var widest = Accessibility.Public;
        foreach (var type in types) widest = Min(widest, For(container, type));
        return widest switch
        {
            Accessibility.Public => "public",
            Accessibility.Internal => "internal",
            _ => "private",
        };
    }

    private static Accessibility For(INamedTypeSymbol container, ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array) return For(container, array.ElementType);
        if (type is not INamedTypeSymbol named) return Accessibility.Public;

        var widest = Accessibility.Public;
        foreach (var argument in named.TypeArguments) widest = Min(widest, For(container, argument));
        for (var current = named; current is not null && !Contains(current, container); current = current.ContainingType)
        {
            widest = Min(widest, current.DeclaredAccessibility switch
            {
                Accessibility.Public or Accessibility.NotApplicable => Accessibility.Public,
                Accessibility.Internal => Accessibility.Internal,
                // Private and protected types: a member is narrow enough without a modifier only where its own class
                // is already shut up within the same container.
                _ => IsShutWithin(container, current.ContainingType) ? Accessibility.Public : Accessibility.Private,
            });
        }
        return widest;
    }

    // What encloses both the class and the type narrows both alike.
    private static bool Contains(INamedTypeSymbol outer, INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, outer.OriginalDefinition)) return true;
        return false;
    }

    private static bool IsShutWithin(INamedTypeSymbol type, INamedTypeSymbol? container)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, container)) return false;
            if (current.DeclaredAccessibility == Accessibility.Private) return true;
        }
        return false;
    }

    private static Accessibility Min(Accessibility left, Accessibility right) => Rank(left) < Rank(right) ? left : right;

    private static int Rank(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => 2,
        Accessibility.Internal => 1,
        _ => 0,
    };
}
