using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Types that are not stored, and why.</summary>
internal static class Refusals
{
    private const string ByContext = "or list it in the workflow's JsonSerializerContext";

    /// <summary>Why a type cannot be stored as an object with members; null when its members decide.</summary>
    public static string? ReasonFor(ITypeSymbol type)
    {
        var name = TypeNames.ForPeople(type);
        return type switch
        {
            IDynamicTypeSymbol => "is dynamic: its type is known only when it runs.",
            IErrorTypeSymbol => $"is of type {name}, which does not exist.",
            IPointerTypeSymbol or IFunctionPointerTypeSymbol => "is a pointer.",
            ITypeParameterSymbol => $"is of type {name}, which is open; name a type.",
            IArrayTypeSymbol => "is an array of several dimensions; use an array of arrays.",
            INamedTypeSymbol { IsRefLikeType: true } => $"is a {name}, which lives on the stack only.",
            { SpecialType: SpecialType.System_Object } => "is of type object: what is in it is known only when it runs; name its type.",
            { TypeKind: TypeKind.Delegate } => $"is of type {name}, a delegate: code cannot be stored.",
            { IsAnonymousType: true } => "is of an anonymous type, which has no stable name; declare a record.",
            { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => $"is of type {name}, whose size depends on the machine.",
            { Name: "IEnumerable" or "IAsyncEnumerable" } and { TypeKind: TypeKind.Interface } when IsOfSystem(type)
                => $"is of type {name}, which may be lazy; use a list or an array.",
            { TypeKind: TypeKind.Interface } when !IsPolymorphic(type) => $"is of type {name}, an interface: its class is known only when it runs; name a class, {ByContext}.",
            INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 7 } => "is a tuple of more than seven; declare a record.",
            INamedTypeSymbol named when IsOfSystem(type) && named.Arity > 0 && named.AllInterfaces.Any(i => i.Name == "IEnumerable")
                => $"is of type {name}, a collection that is not stored; use List, Dictionary, HashSet, Queue, or an immutable or sorted one of these.",
            INamedTypeSymbol named when IsOfSystem(type) && !IsValueOfSystem(named) => $"is of type {name}, which is no data of yours.",
            INamedTypeSymbol named when IsPolymorphic(type)
                => $"is of type {name}, whose classes are listed with [JsonDerivedType]: a JsonSerializerContext writes them; {ContextFor(named)}.",
            { IsAbstract: true } => $"is of type {name}, which is abstract: its class is known only when it runs; name a sealed class, {ByContext}.",
            _ when type.Has(KnownNames.JsonConverter) => $"is of type {name}, which has a converter of its own; list it in the workflow's JsonSerializerContext.",
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } => null,
            _ => $"is of type {name}.",
        };
    }

    /// <summary>Why a class cannot be the base of a stored one; null when it can.</summary>
    public static string? ReasonForBase(INamedTypeSymbol type)
        => IsOfSystem(type) ? $"derives from {TypeNames.ForPeople(type)}, which is no data of yours." : null;

    private static bool IsPolymorphic(ITypeSymbol type) => type.Has(KnownNames.JsonPolymorphic) || type.Has(KnownNames.JsonDerivedType);

    // What is to be written, with a name that the reader may change.
    private static string ContextFor(INamedTypeSymbol type)
        => $"declare '[JsonSerializable(typeof({type.Name}))] partial class {type.Name}Json : JsonSerializerContext;' and name it in [Workflow(…, Json = typeof({type.Name}Json))]";

    private static bool IsValueOfSystem(INamedTypeSymbol type) => type.IsTupleType || type.Is(KnownNames.KeyValuePair);

    private static bool IsOfSystem(ITypeSymbol type)
    {
        if (type.Locations.Any(location => location.IsInSource)) return false;
        var space = type.ContainingNamespace;
        while (space?.ContainingNamespace is { IsGlobalNamespace: false } outer) space = outer;
        return space?.Name == "System";
    }
}
