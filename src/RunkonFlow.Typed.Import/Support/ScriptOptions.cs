namespace Imported;

/// <summary>What the host says of scripts.</summary>
public sealed record ScriptOptions
{
    /// <summary>The folder in which a script runs; by default that of the variable <c>working_dir</c>, or the worker's.</summary>
    public Func<RunLog, string?> WorkingDirectory { get; init; } = log => log.Host.GetValueOrDefault("working_dir");

    /// <summary>What an identity puts into the environment, such as a token. It is asked at each attempt and not stored.</summary>
    public Func<string?, IEnumerable<KeyValuePair<string, string>>> EnvironmentOf { get; init; } = identity => [];
}
