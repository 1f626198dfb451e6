using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>Locals of an emitted reader: one per member, named like it.</summary>
internal sealed class MemberLocals
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public MemberLocals(IEnumerable<MemberModel> members)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "json" };
        foreach (var member in members)
        {
            var name = char.ToLowerInvariant(member.Name[0]) + member.Name.Substring(1);
            while (!taken.Add(name) || !taken.Add("has" + Identifier.Pascal(name))) name += "Value";
            _names.Add(member.Name, name);
        }
        while (!taken.Add(Result)) Result += "Value";
    }

    /// <summary>The local that holds the object.</summary>
    public string Result { get; private set; } = "result";

    /// <summary>The local that holds a member's value.</summary>
    public string this[MemberModel member] => Identifier.Escape(_names[member.Name]);

    /// <summary>The local that says whether the value is stored.</summary>
    public string Flag(MemberModel member) => "has" + Identifier.Pascal(_names[member.Name]);
}
