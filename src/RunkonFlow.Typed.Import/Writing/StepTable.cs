namespace RunkonFlow.Typed.Import.Writing;

/// <summary>The durable methods of one kind: calls that are alike share one, and policies stand on the method.</summary>
internal sealed class StepTable(NameScope methods, NameScope ids)
{
    private readonly Dictionary<(string Key, uint Retries, string? Timeout), StepMethod> _methods = [];

    public IReadOnlyCollection<StepMethod> Methods => _methods.Values;

    /// <param name="name">What the method is called after.</param>
    /// <param name="what">What it runs, for people; with the policies it tells methods apart.</param>
    /// <param name="retries">How often a failed attempt is repeated.</param>
    /// <param name="timeout">How long an attempt may take.</param>
    public StepMethod For(string name, string what, uint retries = 0, string? timeout = null)
    {
        if (_methods.TryGetValue((what, retries, timeout), out var known)) return known;
        var method = new StepMethod($"{methods.Take(CSharp.Pascal(name))}Async", ids.Take(CSharp.Id(name)), what, retries, timeout);
        _methods.Add((what, retries, timeout), method);
        return method;
    }

    /// <summary>One call: the second and later ones carry a name of their own.</summary>
    public string Call(string target, StepMethod method, string arguments)
    {
        var call = $"{target}{method.Name}({arguments})";
        return method.Calls++ == 0 ? call : $"Flow.As({CSharp.Text(ids.Take(method.Id))}, {call})";
    }
}
