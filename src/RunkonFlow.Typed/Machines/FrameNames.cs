namespace RunkonFlow.Typed.Machines;

/// <summary>
/// The names by which a stored frame finds its place in a flow that has been edited since. A loop, switch or try is named by its keyword and
/// the first and last operation in it, <c>while(hold..send)</c>; it is found again as long as it still holds both of them.
/// </summary>
/// <param name="enclosures">For each of them the end of its name, and the ids of the operations in it, former ones included: <c>(a..c) a b c</c>.</param>
/// <param name="formerIds">Ids that operations had, each with the one of now: <c>old new</c>.</param>
public sealed class FrameNames(string[] enclosures, string[] formerIds)
{
    private readonly Dictionary<string, string[]> _operations = enclosures.Select(static text => text.Split(' ')).ToDictionary(static words => words[0], static words => words[1..]);

    /// <summary>Those of a flow without loops, switches and tries, in which nothing had another name.</summary>
    public static FrameNames Empty { get; } = new([], []);

    /// <summary>The place of a stored position's name; -1 for none.</summary>
    public int PositionOf(string stored, string[] positions)
    {
        var exact = Array.IndexOf(positions, stored);
        if (exact >= 0) return exact;
        return CurrentOf(stored, formerIds) is { } current ? Array.IndexOf(positions, current) : Find(stored, positions);
    }

    /// <summary>The place of a stored jump's name among those that the flow has.</summary>
    /// <exception cref="IncompatibleFrameException">There is none.</exception>
    public int JumpOf(string stored, string[] jumps)
    {
        var place = Array.IndexOf(jumps, stored);
        if (place < 0) place = Find(stored, jumps);
        return place >= 0 ? place : throw new IncompatibleFrameException($"The stored frame goes on with '{stored}', which the flow no longer has.");
    }

    /// <summary>Whether the loops and handlers around a position, innermost first, are those in which a frame was stored.</summary>
    public bool AreSame(string surroundings, string stored)
    {
        if (surroundings == stored) return true;
        var (now, then) = (surroundings.Split(' '), stored.Split(' '));
        return now.Length == then.Length && now.Zip(then).All(pair => IsSame(pair.First, pair.Second));
    }

    /// <summary>The id of now of what had another in shipped versions; null when it had none such.</summary>
    internal static string? CurrentOf(string id, string[] formerIds)
        => formerIds.FirstOrDefault(pair => pair.StartsWith(id, StringComparison.Ordinal) && pair[id.Length] == ' ')?[(id.Length + 1)..];

    /// <summary>Of several that hold what was stored, the smallest: those around it hold the same and more.</summary>
    private int Find(string stored, string[] names)
        => names.Index().Where(name => IsSame(name.Item, stored)).OrderBy(name => _operations[ExtentOf(name.Item)].Length)
            .Select(static name => name.Index).DefaultIfEmpty(-1).First();

    private bool IsSame(string name, string stored)
    {
        if (name == stored) return true;
        var (extent, then) = (ExtentOf(name), ExtentOf(stored));
        if (extent.Length == 0 || then.Length == 0 || name[..^extent.Length] != stored[..^then.Length]) return false;
        if (!_operations.TryGetValue(extent, out var operations)) return false;
        var (inner, end) = (then.IndexOf(')', StringComparison.Ordinal), extent.IndexOf(')', StringComparison.Ordinal));
        return then[inner..] == extent[end..] && then[1..inner].Split("..").All(id => operations.Contains(id));
    }

    private static string ExtentOf(string name)
    {
        var start = name.IndexOf('(', StringComparison.Ordinal);
        return start < 0 ? "" : name[start..];
    }
}
