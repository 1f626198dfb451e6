using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>The call of an agent.</summary>
internal sealed record CallNode(Position At, AgentName Agent) : Node(At)
{
    public uint Retries { get; init; }

    public OnFail? OnFail { get; init; }

    public string? Output { get; init; }

    public ImmutableArray<string> With { get; init; } = [];

    public string? As { get; init; }

    public ImmutableArray<string> PluginDirs { get; init; } = [];

    public string? Timeout { get; init; }

    public uint? MaxTurns { get; init; }

    /// <summary>Of a branch of <c>parallel</c>: when it runs.</summary>
    public StepMarker? If { get; init; }
}
