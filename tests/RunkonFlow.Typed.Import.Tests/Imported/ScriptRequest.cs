using System.Collections.Immutable;

namespace Studio.Workflows;

/// <summary>A shell command to run.</summary>
/// <param name="Name">The script's name.</param>
/// <param name="Run">The command, with <c>{{name}}</c> for variables, which are quoted for the shell.</param>
/// <param name="Log">The variables and the results so far.</param>
public sealed record ScriptRequest(string Name, string Run, RunLog Log)
{
    /// <summary>Variables of the environment.</summary>
    public ImmutableArray<Variable> Env { get; init; } = [];

    /// <summary>The identity, that is the credentials, under which it runs.</summary>
    public string? As { get; init; }
}
