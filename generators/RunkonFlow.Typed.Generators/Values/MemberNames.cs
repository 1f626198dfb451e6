using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>The emitted fields that hold the names of members, encoded once.</summary>
internal sealed class MemberNames(SourceWriter writer)
{
    private const string Encoded = "global::System.Text.Json.JsonEncodedText";

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Emits fields for the members of an object, as far as there are none yet.</summary>
    public void Declare(PayloadShape shape)
    {
        foreach (var member in shape.Members)
        {
            if (_fields.ContainsKey(member.JsonName)) continue;
            var field = "Member_" + new string(member.JsonName.Select(c => char.IsLetterOrDigit(c) ? c : '_').ToArray());
            while (!_taken.Add(field)) field += "_";
            _fields.Add(member.JsonName, field);
            writer.Line($"private static readonly {Encoded} {field} = {Encoded}.Encode({ConstantText.Of(member.JsonName)});");
        }
    }

    public string FieldOf(string jsonName) => _fields[jsonName];
}
