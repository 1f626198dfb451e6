using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Types that can be the key of a map: those with one text, the same in every culture.</summary>
internal static class MapKeys
{
    public static bool CanBe(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_String
            or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            || type.TypeKind == TypeKind.Enum
            || type.Is("System.Guid");
}
