using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Testing;

/// <summary>One attempt at a step that a <see cref="WorkflowTest"/> has seen, in the order in which they were made.</summary>
/// <param name="Workflow">The workflow's id.</param>
/// <param name="Step">The step's id.</param>
/// <param name="Node">The operation's id in its flow.</param>
/// <param name="Path">The rounds of the loops around it.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="RunId">The run: that of the test, a child or an item.</param>
/// <param name="At">When.</param>
public sealed record StepCall(string Workflow, string Step, string Node, IterationPath Path, int Attempt, RunId RunId, DateTimeOffset At)
{
    /// <summary>The step's id.</summary>
    public override string ToString() => Step;
}
