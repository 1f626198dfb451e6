namespace RunkonFlow.Typed;

/// <summary>
/// Marks the one async method of a workflow that is its course. Its parameters, less the engine's, are the run's typed
/// input; it returns <c>Task</c>, <c>Task&lt;T&gt;</c>, <c>ValueTask</c> or <c>ValueTask&lt;T&gt;</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FlowAttribute : Attribute;
