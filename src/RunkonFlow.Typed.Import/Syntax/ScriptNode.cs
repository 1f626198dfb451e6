using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>A shell command.</summary>
internal sealed record ScriptNode(Position At, string Name, string Run) : Node(At)
{
    public ImmutableArray<KeyValuePair<string, string>> Env { get; init; } = [];

    public string? Timeout { get; init; }

    public uint Retries { get; init; }

    public OnFail? OnFail { get; init; }

    public string? As { get; init; }
}
