using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Methods with <c>[Upcast]</c>: those of a stored type, and those of a workflow.</summary>
internal static class Upcasts
{
    /// <summary>The member that says which form of a type is stored.</summary>
    public const string Mark = "$v";

    /// <summary>The valid upcasts of a stored type from its older forms, the oldest first.</summary>
    public static List<IMethodSymbol> Of(INamedTypeSymbol type)
        => !MayBeYours(type) || type.Has(KnownNames.WorkflowAttribute) ? [] : [.. Declared(type).Where(method => ComplaintOf(method) is null).OrderBy(FromOf)];

    /// <summary>The form that a method takes.</summary>
    public static int FromOf(IMethodSymbol method)
        => method.Find(KnownNames.UpcastAttribute) is { ConstructorArguments: [{ Value: int from }] } ? from : 1;

    public static UpcastModel ModelOf(IMethodSymbol method) => new(
        FromOf(method), $"{TypeNames.NotNull(method.ContainingType)}.{Identifier.Escape(method.Name)}",
        TypeNames.NotNull(method.Parameters[0].Type), TypeNames.NotNull(method.ReturnType));

    /// <summary>All that makes a type from one that was stored under another name: the nearest first, then what leads to those.</summary>
    public static IEnumerable<(ITypeSymbol Old, ConversionModel Model)> Into(ITypeSymbol type, INamedTypeSymbol? workflow)
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { TypeIds.Of(type) };
        known.UnionWith(TypeIds.FormerOf(type));
        var open = new Queue<(ITypeSymbol Type, IReadOnlyList<UpcastModel> Behind)>([(type, [])]);
        while (open.Count > 0)
        {
            var (target, behind) = open.Dequeue();
            foreach (var method in To(target, workflow))
            {
                var old = method.Parameters[0].Type;
                List<UpcastModel> steps = [ModelOf(method), .. behind];
                var ids = TypeIds.FormerOf(old).Prepend(TypeIds.Of(old)).Where(known.Add).ToList();
                if (ids.Count == 0) continue;
                yield return (old, new ConversionModel(ids.ToEquatable(), steps.ToEquatable()));
                open.Enqueue((old, steps));
            }
        }
    }

    /// <summary>What is wrong with a method that is marked; null when nothing is.</summary>
    public static string? ComplaintOf(IMethodSymbol method)
    {
        var type = method.ContainingType;
        var from = FromOf(method);
        if (!method.IsStatic || method.IsGenericMethod || method.IsAsync || method.ReturnsVoid || method.ReturnsByRef || method.ReturnsByRefReadonly
            || method.Parameters.Length != 1 || method.Parameters[0].RefKind != RefKind.None || method.MethodKind != MethodKind.Ordinary)
            return "is to be static and not generic, to take one value of the old form, and to return the new one";
        var old = method.Parameters[0].Type;
        if (IsSame(old, method.ReturnType)) return "takes what it returns: keep the old form as a type of its own, and take that";
        if (type.Has(KnownNames.WorkflowAttribute))
            return Declared(type).Any(other => !IsSame(other, method) && other.Parameters is [{ } taken] && IsSame(taken.Type, old) && IsSame(other.ReturnType, method.ReturnType))
                ? "takes and returns the same as another upcast: keep one of them" : null;
        if (!IsSame(method.ReturnType, type)) return $"is to return '{TypeNames.ForPeople(type)}', of which it takes an older form, or to stand on the workflow";
        if (method.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            return "is to be public or internal: emitted code calls it";
        if (from < 1) return $"takes form {from}: forms are counted from 1";
        if (Declared(type).Any(other => !IsSame(other, method) && FromOf(other) == from)) return $"takes form {from}, as another upcast does: say which form each takes, [Upcast(2)]";
        return old is INamedTypeSymbol named && MayBeYours(named) && FormOf(named) is var form and > 1 && form != from
            ? $"takes '{TypeNames.ForPeople(old)}', which is form {form}: write [Upcast({form})]" : null;
    }

    /// <summary>The form in which a type is written, as its attributes have it.</summary>
    private static int FormOf(INamedTypeSymbol type) => Declared(type).Select(method => FromOf(method) + 1).DefaultIfEmpty(1).Max();

    private static IEnumerable<IMethodSymbol> To(ITypeSymbol type, INamedTypeSymbol? workflow)
    {
        var own = type is INamedTypeSymbol named ? Of(named) : [];
        var others = workflow is null ? [] : Declared(workflow).Where(method => ComplaintOf(method) is null && IsSame(method.ReturnType, type));
        return own.AsEnumerable().Reverse().Concat(others);
    }

    // The members of a type of the system are many, and none is marked.
    private static bool MayBeYours(INamedTypeSymbol type)
        => type is { SpecialType: SpecialType.None, IsTupleType: false, TypeKind: TypeKind.Class or TypeKind.Struct }
            && CollectionTable.Of(type) is null && ScalarTable.ShapeOf(type) is null;

    private static IEnumerable<IMethodSymbol> Declared(INamedTypeSymbol type)
        => type.GetMembers().OfType<IMethodSymbol>().Where(method => method.Has(KnownNames.UpcastAttribute));

    private static bool IsSame(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
