namespace RunkonFlow.Typed.InMemory;

/// <summary>Which runs a worker can ask for.</summary>
internal readonly record struct ClaimKey(string Namespace, string Queue, string WorkflowName, int WorkflowVersion);
