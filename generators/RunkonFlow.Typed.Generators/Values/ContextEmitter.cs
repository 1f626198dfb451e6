using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Values that the user's <c>JsonSerializerContext</c> writes.</summary>
internal sealed class ContextEmitter : ShapeEmitter
{
    private const string Serializer = "global::System.Text.Json.JsonSerializer";

    protected override void EmitWrite(SourceWriter writer, PayloadShape shape, ShapeNames names)
        => writer.Line($"{Serializer}.Serialize(json, value, Type_{names.NameOf(shape)});");

    protected override void EmitRead(SourceWriter writer, PayloadShape shape, ShapeNames names)
        => writer.Line($"return {Serializer}.Deserialize(ref json, Type_{names.NameOf(shape)});");

    // By type and not by the property that the context has for it: that one's name depends on options of its own.
    protected override void EmitMore(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        var type = $"global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<{shape.Key}>";
        writer.Line();
        writer.Line($"private static readonly {type} Type_{names.NameOf(shape)} = ({type}){shape.Context}.Default.GetTypeInfo(typeof({shape.Key}));");
    }
}
