using System.Collections.Immutable;

namespace Studio.Workflows;

/// <summary>Which items a workflow is run for.</summary>
/// <param name="Provider">The provider, such as <c>tickets</c>.</param>
/// <param name="Log">The variables and the results so far.</param>
public sealed record ItemQuery(string Provider, RunLog Log)
{
    /// <summary>Where to look.</summary>
    public ImmutableArray<Variable> Scope { get; init; } = [];

    /// <summary>What to look for.</summary>
    public ImmutableArray<Variable> Filter { get; init; } = [];

    /// <summary>The items' <see cref="WorkItem.DependsOn"/> is wanted.</summary>
    public bool Ordered { get; init; }
}
