namespace RunkonFlow.Typed;

/// <summary>A dry run has come to a step that changes the world outside, has no substitute, and whose result the flow needs.</summary>
public sealed class NoDryRunException(string step)
    : RunkonFlowException($"Step '{step}' changes the world outside and has no substitute, so a dry run cannot go on from it: name one with [DryRun].")
{
    /// <summary>The step's id.</summary>
    public string Step { get; } = step;
}
