using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>A gate that waits: for people, or for what a resolver looks at.</summary>
internal sealed record GateNode(Position At, string Type) : Node(At)
{
    public string? Prompt { get; init; }

    public uint MinApprovals { get; init; } = 1;

    public string? Mode { get; init; }

    public string Timeout { get; init; } = "24h";

    public bool ContinuesAtTimeout { get; init; }

    public string? As { get; init; }

    /// <summary>What can be selected, with its labels; empty for nothing.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Options { get; init; } = [];

    /// <summary>The step and the field of its output that hold the options.</summary>
    public (string Step, string Field)? OptionsFrom { get; init; }

    public bool IsHuman => Type is "human_approval" or "human_review";
}
