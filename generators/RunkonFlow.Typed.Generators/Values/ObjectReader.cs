using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Reads a class or struct that is stored by its members, as System.Text.Json does by default.</summary>
internal sealed class ObjectReader(PayloadWalk walk, DerivedTypes derived)
{
    /// <summary>The shape; null when it cannot be stored, which the walk then knows.</summary>
    public PayloadShape? Read(INamedTypeSymbol type, string key, string path)
    {
        if (type.IsTupleType) return Tuple(type, key, path);
        if (derived.From(type) is { } child)
        {
            walk.Refuse(path, $"is of type {TypeNames.ForPeople(type)}, from which {TypeNames.ForPeople(child)} derives: which of them it is is known only when it runs; seal the type, or list it in the workflow's JsonSerializerContext.");
            return null;
        }

        var members = ObjectMembers.Read(type, path, walk);
        if (members is null || ConstructorChoice.Make(type, members, path, walk) is not { } constructor) return null;
        var models = constructor.Members.Select(member => member.ToModel()).ToEquatable();
        foreach (var member in constructor.Members) walk.Visit(member.Type, $"{path}.{member.Name}");
        var upcasts = Upcasts.Of(type);
        foreach (var upcast in upcasts) walk.VisitLater(upcast.Parameters[0].Type);
        if (upcasts.Count > 0 && members.Find(member => member.JsonName == Upcasts.Mark) is { } marked)
            walk.Refuse($"{path}.{marked.Name}", $"has the name \"{Upcasts.Mark}\" in JSON, which marks the form of a type that has an [Upcast].");
        return walk.Fault is not null ? null : new PayloadShape
        {
            Key = key,
            Name = ReadableName.Of(type),
            TypeId = TypeIds.Of(type),
            Kind = ShapeKind.Object,
            IsReference = type.IsReferenceType,
            IsOpen = type is { TypeKind: TypeKind.Class, IsSealed: false },
            IsReadOnly = IsReadOnly(type),
            Members = models,
            ConstructorMembers = constructor.Parameters.ToEquatable(),
            Upcasts = upcasts.Select(Upcasts.ModelOf).ToEquatable(),
        };
    }

    private PayloadShape? Tuple(INamedTypeSymbol type, string key, string path)
    {
        var fields = type.TupleElements.Select(element => element.CorrespondingTupleField ?? element).ToList();
        foreach (var field in fields) walk.Visit(field.Type, $"{path}.{field.Name}");
        return walk.Fault is not null ? null : new PayloadShape
        {
            Key = key,
            Name = ReadableName.Of(type),
            TypeId = TypeIds.Of(type),
            Kind = ShapeKind.Object,
            IsReadOnly = true,
            Members = fields.Select(field => ObjectMember.Of(field, MemberSource.Constructor).ToModel()).ToEquatable(),
            ConstructorMembers = fields.Select(field => field.Name).ToEquatable(),
        };
    }

    // Of a type in a reference only the public part is visible, so nothing is proven about it.
    private static bool IsReadOnly(INamedTypeSymbol type)
    {
        if (type.Is(KnownNames.KeyValuePair) || type.Is(KnownNames.Unit) || type.Is(KnownNames.Decision)) return true;
        if (type is { TypeKind: TypeKind.Class, IsSealed: false }) return false;
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (!current.Locations.Any(l => l.IsInSource)) return false;
            foreach (var member in current.GetMembers().Where(m => !m.IsStatic))
            {
                if (member is IPropertySymbol { SetMethod: { IsInitOnly: false } }) return false;
                if (member is IFieldSymbol { AssociatedSymbol: null, IsConst: false }) return false;
                if (member is IEventSymbol) return false;
            }
        }
        return true;
    }
}
