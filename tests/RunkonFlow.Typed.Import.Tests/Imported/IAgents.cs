using RunkonFlow.Typed;

namespace Studio.Workflows;

/// <summary>Runs agents. Every workflow has an interface that inherits this one and names its agents; one class may implement all of them.</summary>
public interface IAgents
{
    /// <summary>Runs an agent; an exception fails the attempt.</summary>
    /// <param name="request">Which, and with what.</param>
    /// <param name="step">The attempt: its number, and a key that stays the same when it is repeated.</param>
    /// <param name="ct">Cancelled when the run is, or when the step's time is over.</param>
    Task<StepResult> RunAsync(AgentRequest request, StepContext step, CancellationToken ct);
}
