namespace RunkonFlow.Typed.Import.Writing;

/// <summary>Names that are taken; a second one gets a number.</summary>
internal sealed class NameScope(string separator, IEqualityComparer<string> comparer, params IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = new(reserved, comparer);

    public bool TryTake(string name) => _taken.Add(name);

    /// <summary>The name, or the first free one with a number behind it.</summary>
    public string Take(string name)
    {
        var unique = name;
        for (var number = 2; !_taken.Add(unique); number++) unique = $"{name}{separator}{number}";
        return unique;
    }
}
