namespace RunkonFlow.Typed;

/// <summary>A durable operation was called while the flow runs as plain C#.</summary>
public sealed class NoEngineException(string operation)
    : RunkonFlowException($"{operation} needs the engine: start the run through IWorkflowClient, or test it with WorkflowTest.")
{
    /// <summary>The operation, such as <c>Flow.Delay</c>.</summary>
    public string Operation { get; } = operation;
}
