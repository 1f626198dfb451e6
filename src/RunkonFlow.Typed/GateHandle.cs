namespace RunkonFlow.Typed;

/// <summary>A gate of a workflow, as its generated <c>Gates</c> name it.</summary>
/// <param name="Workflow">The workflow's id.</param>
/// <param name="Id">The gate's id.</param>
public record GateHandle(string Workflow, string Id)
{
    /// <summary>Ids that the gate had in shipped versions: a gate that was opened under one of them is this one.</summary>
    public IReadOnlyList<string> FormerIds { get; init; } = [];
}
