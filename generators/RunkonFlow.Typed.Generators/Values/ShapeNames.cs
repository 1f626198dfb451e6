namespace RunkonFlow.Typed.Generators.Values;

/// <summary>What the emitter of one shape may ask about others.</summary>
internal sealed class ShapeNames(ValuesEmitter values, MemberNames members)
{
    public const string Forms = "global::RunkonFlow.Typed.Machines.FormJson";

    public string NameOf(PayloadShape shape) => values.NameOf(shape.Key);

    public bool IsCopied(PayloadShape shape) => values.IsCopied(shape.Key);

    public string FieldOf(string jsonName) => members.FieldOf(jsonName);

    public PayloadShape Shape(string key) => values.Shape(key);

    public string Write(string key, string value) => values.Writing(values.Shape(key), "json", value);

    public string Read(string key) => values.Reading(values.Shape(key), "json");

    /// <summary>An expression for the new form of what another expression reads.</summary>
    public static string Upcast(UpcastModel upcast, string old) => $"{Forms}.Upcast<{upcast.Old}, {upcast.New}>({old}, {upcast.Method})";
}
