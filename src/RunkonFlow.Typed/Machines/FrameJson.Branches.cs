using System.Text.Json;

namespace RunkonFlow.Typed.Machines;

/// <content>Branches that are under way: each frame under the id of its operation.</content>
public static partial class FrameJson
{
    /// <summary>Writes how branches are joined, and the frame of each.</summary>
    /// <param name="json">The frame's writer; a property name was just written.</param>
    /// <param name="branches">The branches.</param>
    /// <param name="names">The ids of their operations, in the same order.</param>
    public static void WriteBranches(Utf8JsonWriter json, BranchSet branches, string[] names)
    {
        json.WriteStartObject();
        json.WriteNumber("join"u8, CodeOf(branches.Policy));
        if (branches.Policy.MinSuccess != 0)
            json.WriteNumber("min"u8, branches.Policy.MinSuccess);
        if (branches.Winner >= 0)
            json.WriteString("winner"u8, names[branches.Winner]);
        json.WriteStartObject("frames"u8);
        for (var i = 0; i < names.Length; i++)
        {
            json.WritePropertyName(names[i]);
            if (branches[i] is { } frame)
                frame.Write(json);
            else
                json.WriteNullValue();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="WriteBranches"/> wrote into branches whose frames are all there; those that were left out are taken away.</summary>
    /// <param name="json">The stored branches; the reader stands on their first token.</param>
    /// <param name="branches">The branches.</param>
    /// <param name="names">The ids of their operations, in the same order.</param>
    /// <param name="formerIds">Ids that these operations had, each with the one of now: <c>old new</c>.</param>
    /// <exception cref="IncompatibleFrameException">The stored branches are others.</exception>
    public static void ReadBranches(ref Utf8JsonReader json, BranchSet branches, string[] names, params string[] formerIds)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw new IncompatibleFrameException($"The stored frame stands at branches and holds none; the flow has '{names[0]}' there.");
        var found = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "join": branches.Policy = PolicyOf(json.GetInt32(), branches.Policy.MinSuccess); break;
                case "min": branches.Policy = branches.Policy with { MinSuccess = json.GetInt32() }; break;
                case "winner": branches.Winner = IndexOf(json.GetString()!, names, formerIds); break;
                case "frames": found = ReadFrames(ref json, branches, names, formerIds); break;
                default: json.Skip(); break;
            }
        }
        if (found != names.Length)
            throw new IncompatibleFrameException($"The stored frame has {found} of the branches '{string.Join("', '", names)}'.");
    }

    private static int ReadFrames(ref Utf8JsonReader json, BranchSet branches, string[] names, string[] formerIds)
    {
        var found = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var branch = IndexOf(json.GetString()!, names, formerIds);
            json.Read();
            if (json.TokenType == JsonTokenType.Null)
                branches[branch] = null;
            else
                branches[branch]!.Read(ref json);
            found++;
        }
        return found;
    }

    private static int IndexOf(string name, string[] names, string[] formerIds)
    {
        var index = Array.IndexOf(names, FrameNames.CurrentOf(name, formerIds) ?? name);
        return index >= 0 ? index : throw new IncompatibleFrameException($"The stored frame has a branch '{name}', which the flow no longer has.");
    }

    private static int CodeOf(JoinPolicy policy) => (policy.IsRace ? 1 : 0) + (policy.FailFast ? 2 : 0) + (policy.FirstEnd ? 4 : 0);

    private static JoinPolicy PolicyOf(int code, int minSuccess) => new((code & 1) != 0, (code & 2) != 0, minSuccess, (code & 4) != 0);
}
