using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>The call of another workflow.</summary>
internal sealed record CallWorkflowNode(Position At, string Workflow) : Node(At)
{
    public ImmutableArray<KeyValuePair<string, string>> Inputs { get; init; } = [];

    public uint Retries { get; init; }

    public OnFail? OnFail { get; init; }

    public string? As { get; init; }
}
