using System.Globalization;

namespace CrashWorker;

/// <summary>What the tests say to the process: <c>name=value</c> arguments.</summary>
public sealed class WorkerSettings
{
    private readonly Dictionary<string, string> _values;

    public WorkerSettings(string[] args)
        => _values = args.Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Where database, traces, journals and reports stand.</summary>
    public string Folder => _values["folder"];

    /// <summary>The process's name, which its files carry.</summary>
    public string Name => _values["name"];

    /// <summary><c>probe</c> or <c>plain</c>.</summary>
    public string Workflow => _values.GetValueOrDefault("workflow", "probe");

    /// <summary>Runs to start and to wait for.</summary>
    public int Runs => Number("runs", 1);

    /// <summary>Rounds of each run's loop.</summary>
    public int Rounds => Number("rounds", 10);

    /// <summary>How long a step's body takes beside its journal entry.</summary>
    public TimeSpan BodyTime => TimeSpan.FromMilliseconds(Number("body-ms", 0));

    /// <summary>The lease's time to live.</summary>
    public TimeSpan TimeToLive => TimeSpan.FromMilliseconds(Number("ttl-ms", 2000));

    /// <summary>Runs executed at a time.</summary>
    public int Concurrency => Number("concurrency", 16);

    /// <summary>Whether step bodies are journalled.</summary>
    public bool HasJournal => Number("journal", 1) == 1;

    /// <summary>Whether it only executes, until it is killed, what others have started.</summary>
    public bool Serves => Number("serve", 0) == 1;

    /// <summary>The connection string of a SQL Server; null for a SQLite file in the folder.</summary>
    public string? Server => _values.GetValueOrDefault("server");

    /// <summary>The schema of the store's tables there.</summary>
    public string Schema => _values["schema"];

    private int Number(string name, int otherwise)
        => _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
