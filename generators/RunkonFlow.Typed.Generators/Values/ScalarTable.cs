using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>The types that are one JSON value.</summary>
internal static class ScalarTable
{
    private const string Helper = "global::RunkonFlow.Typed.Machines.ScalarJson";

    private static readonly Dictionary<SpecialType, Entry> Special = new()
    {
        [SpecialType.System_Boolean] = new("bool", "Boolean", "{json}.WriteBooleanValue({value})", "{json}.GetBoolean()"),
        [SpecialType.System_Byte] = Number("byte", "Byte"),
        [SpecialType.System_SByte] = Number("sbyte", "SByte"),
        [SpecialType.System_Int16] = Number("short", "Int16"),
        [SpecialType.System_UInt16] = Number("ushort", "UInt16"),
        [SpecialType.System_Int32] = Number("int", "Int32"),
        [SpecialType.System_UInt32] = Number("uint", "UInt32"),
        [SpecialType.System_Int64] = Number("long", "Int64"),
        [SpecialType.System_UInt64] = Number("ulong", "UInt64"),
        [SpecialType.System_Decimal] = Number("decimal", "Decimal"),
        [SpecialType.System_Single] = Helped("float", "Single", "ReadSingle"),
        [SpecialType.System_Double] = Helped("double", "Double", "ReadDouble"),
        [SpecialType.System_Char] = Helped("char", "Char", "ReadChar"),
        [SpecialType.System_String] = new("string", "String", "{json}.WriteStringValue({value})", "{json}.GetString()!", IsReference: true),
        [SpecialType.System_DateTime] = Text("DateTime", "GetDateTime"),
    };

    private static readonly Dictionary<string, Entry> Named = new(StringComparer.Ordinal)
    {
        ["System.Guid"] = Text("Guid", "GetGuid"),
        ["System.DateTimeOffset"] = Text("DateTimeOffset", "GetDateTimeOffset"),
        ["System.TimeSpan"] = Helped("TimeSpan", "TimeSpan", "ReadTimeSpan"),
        ["System.DateOnly"] = Helped("DateOnly", "DateOnly", "ReadDateOnly"),
        ["System.TimeOnly"] = Helped("TimeOnly", "TimeOnly", "ReadTimeOnly"),
        ["System.Uri"] = new("Uri", "Uri", $"{Helper}.Write({{json}}, {{value}})", $"{Helper}.ReadUri(ref {{json}})!", IsReference: true),
        ["System.Version"] = new("Version", "Version", $"{Helper}.Write({{json}}, {{value}})", $"{Helper}.ReadVersion(ref {{json}})!", IsReference: true),
        ["System.Text.Json.JsonElement"] = new(
            "json", "JsonElement", "{value}.WriteTo({json})", "global::System.Text.Json.JsonElement.ParseValue(ref {json})"),
        ["RunkonFlow.Typed.RunId"] = new(
            "RunId", "RunId", "{json}.WriteStringValue({value}.ToString())", "global::RunkonFlow.Typed.RunId.Parse({json}.GetString()!)"),
    };

    /// <summary>Bytes are one value, but one that can change.</summary>
    private static readonly Entry Bytes = new(
        "byte[]", "Bytes", $"{Helper}.Write({{json}}, {{value}})", $"{Helper}.ReadBytes(ref {{json}})!", IsReference: true, IsReadOnly: false);

    public static PayloadShape? ShapeOf(ITypeSymbol type)
    {
        var entry = type switch
        {
            IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => Bytes,
            INamedTypeSymbol when Special.TryGetValue(type.SpecialType, out var special) => special,
            INamedTypeSymbol named when Named.TryGetValue(TypeNames.MetadataName(named), out var byName) => byName,
            _ => null,
        };
        return entry is null ? null : new PayloadShape
        {
            Key = TypeNames.NotNull(type),
            Name = entry.Name,
            TypeId = entry.TypeId,
            Kind = ShapeKind.Scalar,
            IsReference = entry.IsReference,
            IsReadOnly = entry.IsReadOnly,
            Scalar = new ScalarCodec(entry.Write, entry.Read),
        };
    }

    private static Entry Number(string typeId, string name) => new(typeId, name, "{json}.WriteNumberValue({value})", $"{{json}}.Get{name}()");

    private static Entry Text(string name, string read) => new(name, name, "{json}.WriteStringValue({value})", $"{{json}}.{read}()");

    private static Entry Helped(string typeId, string name, string read)
        => new(typeId, name, $"{Helper}.Write({{json}}, {{value}})", $"{Helper}.{read}(ref {{json}})");

    private sealed record Entry(string TypeId, string Name, string Write, string Read, bool IsReference = false, bool IsReadOnly = true);
}
