using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>What all stores say about runs that have a parent.</summary>
internal static class RunTree
{
    /// <summary>Parents that a run may have above it.</summary>
    public const int MaxDepth = 32;

    /// <summary>The reason with which a run is cancelled because the run above it goes on without it.</summary>
    public const string ParentCancelled = "ParentCancelled";

    public static string TooDeep(RunId parent)
        => $"Run {parent} is {MaxDepth} parents deep and cannot have a child: do workflows start each other in a circle?";

    public static string IdTaken(RunId parent, RunId child) => $"Run {parent} cannot create child {child}: another run has this id.";

    public static string KeyTaken(RunId parent, NewRun child)
        => $"Run {parent} cannot create a child with key '{child.Key}': another run of '{child.WorkflowName}' has this key.";

    /// <summary>A child as its parent's commit creates it.</summary>
    public static NewRun Under(NewRun child, RunId parent, string @namespace, bool dryRun)
        => child with { ParentWorkflowRunId = parent, Namespace = @namespace, DryRun = child.DryRun || dryRun };

    /// <summary>A node and its path as <see cref="NewRun.ParentNode"/> has them.</summary>
    public static string ParentNode(string nodeId, in IterationPath path) => path.Depth == 0 ? nodeId : $"{nodeId}@{path}";

    /// <summary>The detail of the event that a child's end makes on its parent.</summary>
    public static string EndDetail(RunId child, RunStatus status) => $"{child}: {status.ToText()}";
}
