using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RunkonFlow.Typed.Machines;

/// <summary>What steps save on their way, as JSON.</summary>
internal static class SavedJson
{
    public const string Reflects = "A type that the workflow's JsonSerializerContext does not list is written by reflection. Hand in its JsonTypeInfo.";

    /// <summary>How a type is written: by the workflow's own context, else by reflection.</summary>
    [RequiresUnreferencedCode(Reflects), RequiresDynamicCode(Reflects)]
    public static JsonTypeInfo<T> TypeOf<T>(IJsonTypeInfoResolver? context)
    {
        var own = context is System.Text.Json.Serialization.JsonSerializerContext listed ? listed.GetTypeInfo(typeof(T)) : null;
        return (JsonTypeInfo<T>)(own ?? JsonSerializerOptions.Default.GetTypeInfo(typeof(T)));
    }

    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    public static T? Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        var reader = StoredJson.Open(json);
        return JsonSerializer.Deserialize(ref reader, type);
    }

    public static OperationCanceledException GivenUp() => new("The attempt was given up, or its run is another worker's by now: what it saves is not kept.");
}
