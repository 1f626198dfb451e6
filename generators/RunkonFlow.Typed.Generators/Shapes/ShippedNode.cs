namespace RunkonFlow.Typed.Generators.Shapes;

/// <summary>One node of a workflow's shape: what a stored run that stands there depends on.</summary>
/// <param name="Id">Its id, after those of the sub-flow's calls around it.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Surroundings">The loops and handlers around it, innermost first.</param>
/// <param name="Result">The type id of what it gives; empty for nothing.</param>
/// <param name="Kept">The names and type ids of the values that are stored there.</param>
internal sealed record ShippedNode(string Id, string Kind, string Surroundings, string Result, IReadOnlyList<string> Kept)
{
    private const string Start = "  node ";

    /// <summary>The node as a line of the file.</summary>
    public string Line => $"{Start}{Id} {Kind} | {Part("in", Surroundings)} | {Part("gives", Result)} | {Part("keeps", string.Join(" ", Kept))}";

    /// <summary>Reads what <see cref="Line"/> wrote; null for any other text.</summary>
    public static ShippedNode? Read(string line)
    {
        if (!line.StartsWith(Start, StringComparison.Ordinal)) return null;
        var parts = line.Split(['|']).Select(part => part.Trim()).ToArray();
        if (parts.Length != 4 || parts[0].Split(' ') is not ["node", var id, var kind]) return null;
        var (surroundings, result, kept) = (Behind(parts[1], "in"), Behind(parts[2], "gives"), Behind(parts[3], "keeps"));
        return surroundings is null || result is null || kept is null
            ? null : new(id, kind, surroundings, result, kept.Split([' '], StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Part(string word, string text) => text.Length == 0 ? word : $"{word} {text}";

    private static string? Behind(string part, string word)
        => part == word ? "" : part.StartsWith(word + " ", StringComparison.Ordinal) ? part.Substring(word.Length + 1) : null;
}
