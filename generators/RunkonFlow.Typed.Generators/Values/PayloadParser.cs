using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Reads how a type is stored.</summary>
internal static class PayloadParser
{
    public static PayloadModel Parse(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_String or SpecialType.System_Boolean
            ? new(type.ToDisplayString(), true, null)
            : new(type.ToDisplayString(), true, "not supported");
}
