using System.Collections.Immutable;

namespace RunkonFlow.Typed.Processes;

/// <summary>A program to run, with everything that decides how: a plain value, so it can be a step's argument.</summary>
/// <param name="Program">A name that is looked up in <c>PATH</c>, or a path; a relative path is taken from the working directory.</param>
/// <param name="Arguments">The arguments, one by one. No shell reads them, so nothing needs quoting.</param>
/// <example><code>new ProcessCommand("git", ["log", "-1"]) { WorkingDirectory = folder, Timeout = TimeSpan.FromSeconds(30) }</code></example>
public sealed record ProcessCommand(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>Where the program runs; the worker's own directory when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables set beside those of the worker's own environment.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Text for the program's standard input, as UTF-8. Without it the input is at its end from the start.</summary>
    public string? Input { get; init; }

    /// <summary>How long the program may run; null for as long as the step's token allows.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many bytes are kept of each output stream; what comes after them is read and dropped. At least 0.</summary>
    public int MaxOutputBytes { get; init; } = 1024 * 1024;
}
