using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Lists, sets and arrays.</summary>
internal sealed class ListEmitter : ShapeEmitter
{
    protected override void EmitWrite(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        EmitWriteNull(writer, shape.HasDefault ? "value.IsDefault" : "value is null");
        writer.Line("json.WriteStartArray();");
        using (writer.Block("foreach (var item in value)")) writer.Line(names.Write(shape.Element, "item"));
        writer.Line("json.WriteEndArray();");
    }

    protected override void EmitRead(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        EmitReadNull(writer, shape.HasDefault ? "default" : "null");
        writer.Line($"{Objects}.BeginList(ref json, {ConstantText.Of(shape.TypeId)});");
        writer.Line($"var items = new {shape.Builder}<{shape.ElementType}>();");
        writer.Line($"while ({Objects}.NextItem(ref json)) items.Add({names.Read(shape.Element)});");
        writer.Line($"return {shape.Finish ?? "items"};");
    }
}
