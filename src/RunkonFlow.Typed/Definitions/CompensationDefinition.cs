using System.Collections.Immutable;

namespace RunkonFlow.Typed;

/// <summary>The step that undoes another one.</summary>
public sealed class CompensationDefinition
{
    /// <summary>The id of the undoing step; its rows stand under the node <c>{node}/{step}</c>.</summary>
    public required string StepId { get; init; }

    /// <summary>What <see cref="StepId"/> was in shipped versions.</summary>
    public ImmutableArray<string> FormerStepIds { get; init; } = [];

    /// <summary>How failed attempts at it are repeated.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>It writes in a transaction of the store, see <see cref="NodeDefinition.IsTransactional"/>.</summary>
    public bool IsTransactional { get; init; }
}
