namespace RunkonFlow.Typed;

/// <summary>A gate of a workflow, as its generated <c>Gates</c> name it.</summary>
/// <param name="Workflow">The workflow's id.</param>
/// <param name="Id">The gate's id.</param>
public record GateHandle(string Workflow, string Id);
