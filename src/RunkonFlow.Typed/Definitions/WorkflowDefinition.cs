using System.Collections.Immutable;

namespace RunkonFlow.Typed;

/// <summary>A workflow as it was compiled: ids, nodes, policies, shape, graph. Immutable.</summary>
public sealed class WorkflowDefinition
{
    /// <summary>The workflow's id.</summary>
    public required string Id { get; init; }

    /// <summary>Ids that it had in shipped versions: runs that were started under them are its own.</summary>
    public ImmutableArray<string> FormerIds { get; init; } = [];

    /// <summary>The workflow's version.</summary>
    public required int Version { get; init; }

    /// <summary>A name for people; the id when none was given.</summary>
    public required string Title { get; init; }

    /// <summary>What the workflow is for.</summary>
    public string? Description { get; init; }

    /// <summary>A heading for lists.</summary>
    public string? Group { get; init; }

    /// <summary>Words by which lists can be narrowed.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What usually starts it; empty when nothing was said.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>What it can be started for, for hosts that offer it beside such things.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>How long finalizers of a failed or cancelled run may take together.</summary>
    public TimeSpan FinalizerTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>When progress is committed.</summary>
    public Durability Durability { get; init; }

    /// <summary>Finished rounds of a loop that lives on that are kept; 0 where there is none.</summary>
    public int KeepHistory { get; init; }

    /// <summary>The frame is kept with the rows of operations that begin, so that a run can be retried from there.</summary>
    public bool KeepsFrames { get; init; }

    /// <summary>How long a run may take from its creation; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Which workers claim its runs.</summary>
    public string Queue { get; init; } = "default";

    /// <summary>Runs of a higher priority are claimed first.</summary>
    public int Priority { get; init; }

    /// <summary>When runs are started by themselves; null for never.</summary>
    public ScheduleDefinition? Schedule { get; init; }

    /// <summary>The durable operations; a node's index is its place here, and the first, at 0, is unused.</summary>
    public required ImmutableArray<NodeDefinition> Nodes { get; init; }

    /// <summary>A hash over what a stored frame depends on; frames of another shape are mapped by node id or parked.</summary>
    public required string ShapeHash { get; init; }

    /// <summary>The operations and what can follow what, for people to look at.</summary>
    public required FlowGraph Graph { get; init; }
}
