using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Names for the handles of one class, such as those of its gates: the methods' names without <c>Async</c>, each once.</summary>
internal sealed class HandleNames
{
    // A handle of one of these names would hide a member of its class, or could not be declared.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "Gates", "Signals", "Steps", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    };

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string For(string method)
    {
        var isAsync = method.EndsWith("Async", StringComparison.Ordinal) && method.Length > 5;
        var name = Identifier.Pascal(isAsync ? method.Substring(0, method.Length - 5) : method);
        var unique = Reserved.Contains(name) ? name + "Handle" : name;
        for (var n = 2; !_taken.Add(unique); n++) unique = $"{name}{n}";
        return unique;
    }
}
