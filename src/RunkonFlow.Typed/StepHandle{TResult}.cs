namespace RunkonFlow.Typed;

/// <summary>A step with a result.</summary>
/// <typeparam name="TResult">What it returns inside its task.</typeparam>
/// <param name="Workflow">The workflow's id.</param>
/// <param name="Id">The step's id.</param>
public sealed record StepHandle<TResult>(string Workflow, string Id) : StepHandle(Workflow, Id);
