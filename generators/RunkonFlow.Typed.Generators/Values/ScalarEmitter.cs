using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Single values that can change, and so need a copy.</summary>
internal sealed class ScalarEmitter : ShapeEmitter
{
    protected override void EmitWrite(SourceWriter writer, PayloadShape shape, ShapeNames names)
        => writer.Line(shape.Scalar!.Writing("json", "value") + ";");

    protected override void EmitRead(SourceWriter writer, PayloadShape shape, ShapeNames names)
        => writer.Line($"return {shape.Scalar!.Reading("json")};");
}
