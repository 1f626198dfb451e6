namespace RunkonFlow.Typed;

/// <summary>A step that a workflow declares, as its generated <c>Steps</c> name it.</summary>
/// <param name="Workflow">The workflow's id.</param>
/// <param name="Id">The step's id.</param>
public record StepHandle(string Workflow, string Id);
