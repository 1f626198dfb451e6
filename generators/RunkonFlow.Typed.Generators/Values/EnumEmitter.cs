using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Enums, by name; a value without a name by its number.</summary>
internal sealed class EnumEmitter : ShapeEmitter
{
    private const string Helper = "global::RunkonFlow.Typed.Machines.ScalarJson";

    protected override void EmitWrite(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        writer.Line($"if (Name_{names.NameOf(shape)}(value) is {{ }} name) json.WriteStringValue(name);");
        writer.Line($"else json.WriteNumberValue(({shape.Underlying})value);");
    }

    protected override void EmitRead(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        writer.Line($"return json.TokenType == {Token}.Number");
        using (writer.Indent())
        {
            writer.Line($"? ({shape.Key})json.{NumberReader(shape.Underlying)}()");
            writer.Line($": Parse_{names.NameOf(shape)}(json.GetString()!);");
        }
    }

    protected override void EmitMore(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        var name = names.NameOf(shape);
        writer.Line();
        if (shape.IsFlags)
        {
            writer.Line($"private static string? Name_{name}({shape.Key} value) => {Helper}.NameOf(value);");
        }
        else
        {
            using (writer.Block($"private static string? Name_{name}({shape.Key} value) => value switch", "};"))
            {
                foreach (var member in shape.EnumMembers.Where(member => member.IsFirst))
                    writer.Line($"{shape.Key}.{member.Field} => {ConstantText.Of(member.Text)},");
                writer.Line("_ => null,");
            }
        }
        writer.Line();
        using (writer.Block($"private static {shape.Key} Parse_{name}(string name) => name switch", "};"))
        {
            foreach (var member in shape.EnumMembers)
                writer.Line($"{ConstantText.Of(member.Text)} => {shape.Key}.{member.Field},");
            writer.Line($"_ => {Helper}.Parse<{shape.Key}>(name),");
        }
    }

    private static string NumberReader(string underlying) => underlying switch
    {
        "byte" => "GetByte",
        "sbyte" => "GetSByte",
        "short" => "GetInt16",
        "ushort" => "GetUInt16",
        "uint" => "GetUInt32",
        "long" => "GetInt64",
        "ulong" => "GetUInt64",
        _ => "GetInt32",
    };
}
