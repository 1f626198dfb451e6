using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Reads an enum, which is stored by name.</summary>
internal static class EnumReader
{
    public static PayloadShape Read(INamedTypeSymbol type, string key) => new()
    {
        Key = key,
        Name = type.Name,
        TypeId = TypeIds.Of(type),
        Kind = ShapeKind.Enum,
        IsReadOnly = true,
        IsFlags = type.Has(KnownNames.Flags),
        Underlying = type.EnumUnderlyingType!.ToDisplayString(),
        EnumMembers = Members(type).ToEquatable(),
    };

    // Two names of one value are one arm of a switch: the first declared is written, and both are read.
    private static IEnumerable<EnumMemberModel> Members(INamedTypeSymbol type)
    {
        var values = new HashSet<object>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue))
        {
            var text = field.Find(KnownNames.JsonEnumMemberName)?.Text() ?? field.Name;
            yield return new EnumMemberModel(Identifier.Escape(field.Name), text, values.Add(field.ConstantValue!));
        }
    }
}
