namespace RunkonFlow.Typed;

/// <summary>A durable operation was called while the flow runs as plain C#, and no <see cref="FlowInline"/> scope serves it.</summary>
public sealed class NoEngineException : RunkonFlowException
{
    /// <summary>An operation was called outside an engine.</summary>
    public NoEngineException(string operation)
        : this(operation, $"{operation} needs the engine: start the run through IWorkflowClient, test it with WorkflowTest, or call the flow under FlowInline.Begin(…).")
    {
    }

    private NoEngineException(string operation, string message) : base(message) => Operation = operation;

    /// <summary>The operation, such as <c>Flow.Delay</c>.</summary>
    public string Operation { get; }

    internal static NoEngineException Unanswered(string operation, string id)
        => new(operation, $"{operation} has no answer: give FlowInline.Begin(…) one (more) for '{id}' by FlowAnswers.Approve, Reject, Signal or TimeOut.");
}
