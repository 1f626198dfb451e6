using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>Agents side by side; the block's <c>output</c> and <c>with</c> are already theirs.</summary>
internal sealed record ParallelNode(Position At, bool FailFast, uint? MinSuccess, ImmutableArray<CallNode> Calls) : Node(At)
{
    public string? Output { get; init; }

    public ImmutableArray<string> With { get; init; } = [];
}
