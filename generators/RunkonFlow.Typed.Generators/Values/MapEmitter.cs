using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Dictionaries, as objects whose members are the keys.</summary>
internal sealed class MapEmitter : ShapeEmitter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    protected override void EmitWrite(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        EmitWriteNull(writer, "value is null");
        writer.Line("json.WriteStartObject();");
        using (writer.Block("foreach (var pair in value)"))
        {
            writer.Line($"json.WritePropertyName({KeyText(names.Shape(shape.MapKey), names)});");
            writer.Line(names.Write(shape.Element, "pair.Value"));
        }
        writer.Line("json.WriteEndObject();");
    }

    protected override void EmitRead(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        var key = names.Shape(shape.MapKey);
        EmitReadNull(writer);
        writer.Line($"{Objects}.Begin(ref json, {ConstantText.Of(shape.TypeId)});");
        writer.Line($"var items = new {shape.Builder}<{shape.MapKey}, {shape.ElementType}>();");
        using (writer.Block($"while ({Objects}.NextMember(ref json))"))
        {
            writer.Line($"var key = {KeyOf(key, names)};");
            writer.Line("json.Read();");
            writer.Line($"items[key] = {names.Read(shape.Element)};");
        }
        writer.Line($"return {shape.Finish ?? "items"};");
    }

    private static string KeyText(PayloadShape key, ShapeNames names) => key switch
    {
        { Kind: ShapeKind.Enum } => $"Name_{names.NameOf(key)}(pair.Key) ?? (({key.Underlying})pair.Key).ToString({Invariant})",
        { TypeId: "string" } => "pair.Key",
        { TypeId: "Guid" } => "pair.Key.ToString()",
        _ => $"pair.Key.ToString({Invariant})",
    };

    private static string KeyOf(PayloadShape key, ShapeNames names) => key switch
    {
        { Kind: ShapeKind.Enum } => $"Parse_{names.NameOf(key)}(json.GetString()!)",
        { TypeId: "string" } => "json.GetString()!",
        { TypeId: "Guid" } => "global::System.Guid.Parse(json.GetString()!)",
        _ => $"{key.Key}.Parse(json.GetString()!, {Invariant})",
    };
}
