using System.Globalization;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>What a worker process did, as it wrote it down itself.</summary>
internal sealed class TraceFile(string file, string worker = "")
{
    /// <summary>All lines so far; one that is only half there is left out.</summary>
    public TraceLine[] Read()
    {
        if (!File.Exists(file)) return [];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => TraceLine.Parse(line, worker))];
    }

    /// <summary>Step bodies that were begun and not ended.</summary>
    public static TraceLine[] OpenSteps(IEnumerable<TraceLine> lines) => Open(lines, "step-begin", "step-end", line => line.Rest);

    /// <summary>Commits that were sent to the store and not answered.</summary>
    public static TraceLine[] OpenCommits(IEnumerable<TraceLine> lines) => Open(lines, "commit-begin", "commit-end", line => line.Fields[0]);

    /// <summary>Whether a transaction of SQLite had begun and was not committed.</summary>
    public static bool IsInTransaction(IEnumerable<TraceLine> lines)
        => lines.LastOrDefault(line => line.Kind == "transaction") is { Rest: not "AfterCommit" };

    private static TraceLine[] Open(IEnumerable<TraceLine> lines, string begin, string end, Func<TraceLine, string> identity)
    {
        var open = new Dictionary<string, TraceLine>();
        foreach (var line in lines)
        {
            if (line.Kind == begin) open[identity(line)] = line;
            if (line.Kind == end) open.Remove(identity(line));
        }

        return [.. open.Values];
    }
}

/// <summary>One line of a trace.</summary>
/// <param name="Ticks">When, in ticks of the machine's monotonic clock, which all processes share.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Rest">To what.</param>
/// <param name="Worker">Who wrote it down.</param>
internal sealed record TraceLine(long Ticks, string Kind, string Rest, string Worker)
{
    public string[] Fields { get; } = Rest.Split(' ');

    public static TraceLine Parse(string line, string worker)
    {
        var fields = line.Split(' ', 3);
        return new(long.Parse(fields[0], CultureInfo.InvariantCulture), fields[1], fields[2], worker);
    }
}
