using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>
/// Collects the values that a machine writes and reads, and emits one class with a method for each that is not a single JSON
/// value. Readers and writers follow one protocol: a reader stands on the value's first token and is left on its last.
/// </summary>
/// <param name="className">The emitted class.</param>
internal sealed class ValuesEmitter(string className = "Values")
{
    private readonly Dictionary<string, PayloadShape> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _copied = new(StringComparer.Ordinal);
    private readonly List<PayloadShape> _order = [];

    /// <summary>No method is needed.</summary>
    public bool IsEmpty => _order.Count == 0;

    /// <summary>A statement that writes a value.</summary>
    public string Write(PayloadModel payload, string json, string value) => Prefixed(Add(payload), json, value, className + ".");

    /// <summary>An expression that reads a value.</summary>
    /// <param name="payload">What is read.</param>
    /// <param name="json">The name of a <c>ref Utf8JsonReader</c>.</param>
    public string Read(PayloadModel payload, string json) => Reading(Add(payload), json, className + ".");

    /// <summary>As <see cref="Read"/>, of a value that was stored under another type's name.</summary>
    public string ReadOld(PayloadModel payload, ConversionModel conversion, string json)
    {
        Add(payload);
        var text = Reading(_shapes[conversion.Steps[0].Old], json, className + ".");
        foreach (var step in conversion.Steps) text = ShapeNames.Upcast(step, text);
        return text;
    }

    /// <summary>An expression for the value as a resumed run would read it: the value itself where that makes no difference.</summary>
    public string Copy(PayloadModel payload, string value)
    {
        if (payload.IsImmutable) return value;
        var key = Add(payload).Key;
        _copied.Add(key);
        return $"{className}.Copy_{_names[key]}({value}!)!";
    }

    /// <summary>Emits the class; nothing when no method is needed.</summary>
    public void Emit(SourceWriter writer)
    {
        if (IsEmpty) return;
        // What is stored may be null where the annotations say otherwise, as with System.Text.Json.
        writer.Line("#nullable disable warnings");
        writer.Line("/// <summary>Writes and reads the values that a run keeps.</summary>");
        using (writer.Block($"private static class {className}"))
        {
            var members = new MemberNames(writer);
            foreach (var shape in _order.Where(shape => shape.Kind == ShapeKind.Object)) members.Declare(shape);
            foreach (var shape in _order)
            {
                writer.Line();
                ShapeEmitter.For(shape).Emit(writer, shape, new ShapeNames(this, members));
            }
        }
        writer.Line("#nullable restore warnings");
    }

    internal PayloadShape Shape(string key) => _shapes[key];

    internal bool IsCopied(string key) => _copied.Contains(key);

    internal string NameOf(string key) => _names[key];

    internal string Writing(PayloadShape shape, string json, string value) => Prefixed(shape, json, value, "");

    internal string Reading(PayloadShape shape, string json) => Reading(shape, json, "");

    private static bool IsInline(PayloadShape shape) => shape is { Kind: ShapeKind.Scalar, IsReadOnly: true };

    private string Prefixed(PayloadShape shape, string json, string value, string prefix)
        => IsInline(shape) ? shape.Scalar!.Writing(json, value) + ";" : $"{prefix}Write_{_names[shape.Key]}({json}, {value}!);";

    private string Reading(PayloadShape shape, string json, string prefix)
        => IsInline(shape) ? shape.Scalar!.Reading(json) : $"{prefix}Read_{_names[shape.Key]}(ref {json})!";

    private PayloadShape Add(PayloadModel payload)
    {
        foreach (var shape in payload.Shapes.Concat(payload.OldShapes))
        {
            if (_shapes.ContainsKey(shape.Key)) continue;
            _shapes.Add(shape.Key, shape);
            if (IsInline(shape)) continue;
            _names.Add(shape.Key, Unique(shape.Name));
            _order.Add(shape);
        }
        return _shapes[payload.Root];
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var n = 2; !_taken.Add(unique); n++) unique = name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return unique;
    }
}
