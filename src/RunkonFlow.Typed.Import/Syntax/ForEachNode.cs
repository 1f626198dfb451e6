using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>One run of a workflow per item that a provider finds.</summary>
internal sealed record ForEachNode(Position At, string Name, string Over, string Workflow, uint MaxParallel) : Node(At)
{
    public ImmutableArray<KeyValuePair<string, string>> Scope { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> Filter { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> Inputs { get; init; } = [];

    public bool Ordered { get; init; }

    /// <summary><c>Continue</c>, <c>Halt</c> or <c>SkipDependents</c>.</summary>
    public string OnChildFail { get; init; } = "Continue";
}
