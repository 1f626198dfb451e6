namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>What the runs went through, counted once per run.</summary>
public sealed class EngineDistribution
{
    private readonly SortedDictionary<string, int> _runs = new(StringComparer.Ordinal);

    public int Total { get; private set; }

    public int Calls { get; private set; }

    /// <summary>Runs that the model of another plan does not fit: the others prove little.</summary>
    public int ToldApart { get; private set; }

    public TimeSpan Compiling { get; set; }

    public TimeSpan Playing { get; set; }

    public int Of(string what) => _runs.GetValueOrDefault(what);

    public int OfAny(string beginning) => _runs.Where(entry => entry.Key.StartsWith(beginning, StringComparison.Ordinal)).Sum(entry => entry.Value);

    public void Add(EngineRun run, bool isToldApart)
    {
        Total++;
        if (isToldApart) ToldApart++;
        Calls += run.Calls.Count;
        foreach (var seen in run.Model.Seen.Distinct()) _runs[seen] = Of(seen) + 1;
    }

    public override string ToString() => $"{Total} runs, {Calls} calls of steps, {ToldApart} told apart from another plan's; {Compiling.TotalSeconds:F1} s compiling, {Playing.TotalSeconds:F1} s playing; of the runs:\n{string.Join('\n', _runs.Select(entry => $"  {entry.Value,5} {entry.Key}"))}";
}
