using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>Which types have objects that can change behind a variable's back.</summary>
internal static class MutableTypes
{
    public static bool IsMutable(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol => true,
        { IsReferenceType: false } => false,
        { SpecialType: SpecialType.System_String } => false,
        { TypeKind: TypeKind.Delegate } => false,
        INamedTypeSymbol named => IsMutableCollection(named) || HasWritableState(named),
        _ => false,
    };

    /// <summary>The mutable collections of the framework, and the interfaces through which they are changed.</summary>
    public static bool IsMutableCollection(INamedTypeSymbol type)
        => type.ContainingNamespace.ToDisplayString() is "System.Collections" or "System.Collections.Generic" or "System.Collections.Concurrent"
                or "System.Collections.ObjectModel" or "System.Collections.Specialized"
            && !type.Name.StartsWith("IReadOnly", StringComparison.Ordinal)
            && !type.Name.StartsWith("ReadOnly", StringComparison.Ordinal)
            && type.Name is not ("IEnumerable" or "IEnumerator" or "IComparer" or "IEqualityComparer" or "EqualityComparer" or "Comparer");

    private static bool HasWritableState(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            if (!current.Locations.Any(location => location.IsInSource) && current.Name is "Exception" or "Uri" or "Version") return false;
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, SetMethod: { IsInitOnly: false } }) return true;
                if (member is IFieldSymbol { IsStatic: false, IsReadOnly: false, IsConst: false, IsImplicitlyDeclared: false }) return true;
            }
        }
        return false;
    }
}
