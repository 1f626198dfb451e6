namespace RunkonFlow.Typed;

/// <summary>Declares a workflow: a <c>sealed partial</c> class whose one <see cref="FlowAttribute"/> method is its course.</summary>
/// <param name="id">The stable id under which runs are stored; lower-case letters, digits and hyphens.</param>
/// <example><code>[Workflow("order-fulfilment", Version = 1)] public sealed partial class OrderFulfilment(IStock stock) { … }</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WorkflowAttribute(string id) : Attribute
{
    /// <summary>The stable id under which runs are stored.</summary>
    public string Id { get; } = id;

    /// <summary>The version of the flow's shape. Several versions may be registered side by side. At least 1.</summary>
    public int Version { get; set; } = 1;

    /// <summary>A name for people; the id when not given.</summary>
    public string? Title { get; set; }

    /// <summary>What the workflow is for, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>A heading under which lists show the workflow.</summary>
    public string? Group { get; set; }

    /// <summary>Words by which lists can be narrowed.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>What usually starts it, such as <c>"pull-request"</c>; a run shows it unless its start said otherwise.</summary>
    public string Trigger { get; set; } = "";

    /// <summary>What it can be started for, such as <c>"ticket"</c> or <c>"repository"</c>: hosts offer it beside such things.</summary>
    public string[] Targets { get; set; } = [];

    /// <summary>How long a run may take from its creation, as text such as <c>"14d"</c>; at its end the run is cancelled. Null for no limit.</summary>
    public string? Timeout { get; set; }

    /// <summary>How long finalizers of a failed or cancelled run may take together, as text such as <c>"5m"</c>.</summary>
    public string FinalizerTimeout { get; set; } = "5m";

    /// <summary>
    /// For a flow with a <see cref="Flow.Forever"/> loop, which needs it: how many finished rounds of that loop are kept beside the
    /// one under way, 1 or more. The step rows of earlier ones are deleted in the commit that begins a round, with their gates, votes
    /// and fan-out items, and so are the run's events up to the last of theirs. What has gone is not compensated. Rows outside of
    /// the loop, child runs, keys of signals and the audit stay.
    /// </summary>
    public int KeepHistory { get; set; }

    /// <summary>
    /// Keeps the run's frame with the row of each operation of the flow that begins, so that a failed run can be retried from there
    /// (<see cref="Persistence.RetryFrom.Operation"/>). Costs the frame's bytes once more for each operation, and large values
    /// stay in the store until the run is purged.
    /// </summary>
    public bool KeepsFrames { get; set; }

    /// <summary>When the run's progress is committed.</summary>
    public Durability Durability { get; set; }

    /// <summary>A <c>JsonSerializerContext</c> of yours for the types that the generator cannot write itself.</summary>
    public Type? Json { get; set; }
}
