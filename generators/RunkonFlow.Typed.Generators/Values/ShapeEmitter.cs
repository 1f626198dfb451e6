using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Emits the methods of one shape.</summary>
internal abstract class ShapeEmitter
{
    protected const string Writer = "global::System.Text.Json.Utf8JsonWriter";
    protected const string Reader = "global::System.Text.Json.Utf8JsonReader";
    protected const string Token = "global::System.Text.Json.JsonTokenType";
    protected const string Forms = ShapeNames.Forms;
    protected const string Objects = "global::RunkonFlow.Typed.Machines.ObjectJson";

    public static ShapeEmitter For(PayloadShape shape) => shape.Kind switch
    {
        ShapeKind.Scalar => new ScalarEmitter(),
        ShapeKind.Enum => new EnumEmitter(),
        ShapeKind.Nullable => new NullableEmitter(),
        ShapeKind.List => new ListEmitter(),
        ShapeKind.Map => new MapEmitter(),
        ShapeKind.Object => new ObjectEmitter(),
        _ => new ContextEmitter(),
    };

    public void Emit(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
        var (name, type) = (names.NameOf(shape), TypeOf(shape));
        using (writer.Block($"public static void Write_{name}({Writer} json, {type} value)")) EmitWrite(writer, shape, names);
        writer.Line();
        using (writer.Block($"public static {type} Read_{name}(ref {Reader} json)")) EmitRead(writer, shape, names);
        if (names.IsCopied(shape))
        {
            writer.Line();
            writer.Line($"public static {type} Copy_{name}({type} value) => global::RunkonFlow.Typed.Machines.ValueCopy.Of(value, Write_{name}, Read_{name});");
        }
        EmitMore(writer, shape, names);
    }

    /// <summary>The type of a value of the shape in signatures.</summary>
    protected static string TypeOf(PayloadShape shape) => shape.IsReference ? shape.Key + "?" : shape.Key;

    protected abstract void EmitWrite(SourceWriter writer, PayloadShape shape, ShapeNames names);

    protected abstract void EmitRead(SourceWriter writer, PayloadShape shape, ShapeNames names);

    protected virtual void EmitMore(SourceWriter writer, PayloadShape shape, ShapeNames names)
    {
    }

    protected static void EmitWriteNull(SourceWriter writer, string condition)
    {
        using (writer.Block($"if ({condition})"))
        {
            writer.Line("json.WriteNullValue();");
            writer.Line("return;");
        }
    }

    protected static void EmitReadNull(SourceWriter writer, string nothing = "null")
        => writer.Line($"if (json.TokenType == {Token}.Null) return {nothing};");
}
