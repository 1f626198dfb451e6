using System.Collections.Immutable;

namespace Imported;

/// <summary>The call of a workflow that was not imported together with its caller.</summary>
/// <param name="Workflow">Its name.</param>
/// <param name="Log">The variables and the results so far.</param>
public sealed record WorkflowRequest(string Workflow, RunLog Log)
{
    /// <summary>Its inputs.</summary>
    public ImmutableArray<Variable> Inputs { get; init; } = [];

    /// <summary>The identity under which its steps run.</summary>
    public string? As { get; init; }

    /// <summary>The item that it is run for, in a <c>foreach</c>.</summary>
    public WorkItem? Item { get; init; }
}
