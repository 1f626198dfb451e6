namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>The names that a program's statement may use, drawn at random.</summary>
public sealed class Scope(Draw draw)
{
    private readonly List<Variable> _ints = [];
    private readonly List<string> _texts = [];
    private readonly List<string> _pairs = [];
    private readonly List<string> _functions = [];
    private readonly List<string> _caught = [];
    private readonly HashSet<string> _ids = [];
    private int _numbers;

    public IReadOnlyList<string> Caught => _caught;

    public IReadOnlyList<string> Texts => _texts;

    public IReadOnlyList<string> Pairs => _pairs;

    public int NextNumber() => ++_numbers;

    public string AnyInt() => draw.One(_ints).Read;

    public string Target() => draw.One(_ints.Where(v => v.IsAssignable).ToList()).Name;

    public string? Function() => _functions.Count == 0 ? null : draw.One(_functions);

    public void AddInt(string name, bool isAssignable = true, string? read = null) => _ints.Add(new(name, read ?? name, isAssignable));

    public void AddText(string name) => _texts.Add(name);

    public void AddPair(string name) => _pairs.Add(name);

    public void AddFunction(string name) => _functions.Add(name);

    public void AddCaught(string name) => _caught.Add(name);

    /// <summary>A name for a local of a block: few ones, told apart by depth only, so that sibling blocks often declare the same.</summary>
    public string NewInt(int depth)
        => new[] { "p", "q", "s" }.Select(n => $"{n}{depth}").FirstOrDefault(n => _ints.All(v => v.Name != n)) ?? $"v{NextNumber()}";

    /// <summary>The id of a call site: the operation's own for the first one that takes it.</summary>
    public (string Id, bool IsNamed) NewId(string own)
    {
        if (!draw.Chance(20) && _ids.Add(own)) return (own, false);
        var id = $"{own}-{NextNumber()}";
        _ids.Add(id);
        return (id, true);
    }

    /// <summary>Draws something in a scope of its own.</summary>
    public T Nested<T>(Func<T> content)
    {
        var counts = (_ints.Count, _texts.Count, _pairs.Count, _functions.Count, _caught.Count);
        var drawn = content();
        Cut(_ints, counts.Item1);
        Cut(_texts, counts.Item2);
        Cut(_pairs, counts.Item3);
        Cut(_functions, counts.Item4);
        Cut(_caught, counts.Item5);
        return drawn;
    }

    private static void Cut<T>(List<T> list, int count) => list.RemoveRange(count, list.Count - count);

    private sealed record Variable(string Name, string Read, bool IsAssignable);
}
