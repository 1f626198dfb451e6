using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>A value or null.</summary>
internal sealed class NullableEmitter : ShapeEmitter
{
    protected override void EmitWrite(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        EmitWriteNull(writer, "!value.HasValue");
        writer.Line(names.Write(shape.Element, "value.GetValueOrDefault()"));
    }

    protected override void EmitRead(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        EmitReadNull(writer);
        writer.Line($"return {names.Read(shape.Element)};");
    }
}
