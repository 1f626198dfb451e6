namespace RunkonFlow.Typed;

/// <summary>A typed start of a workflow, as its generated <c>Start(…)</c> makes it; hand it to <c>IWorkflowClient.StartAsync</c>.</summary>
public abstract class WorkflowStart(WorkflowRegistration workflow, object input)
{
    /// <summary>Which workflow.</summary>
    public WorkflowRegistration Workflow { get; } = workflow;

    /// <summary>Its input, of the generated input type.</summary>
    public object Input { get; } = input;
}

/// <summary>A typed start of a workflow whose flow returns <typeparamref name="TResult"/>.</summary>
public sealed class WorkflowStart<TResult>(WorkflowRegistration workflow, object input) : WorkflowStart(workflow, input);
