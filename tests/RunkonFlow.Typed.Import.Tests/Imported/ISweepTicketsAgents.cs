// Imported from sweep-tickets.wf of runkon-flow. It is yours now: nothing writes it again.
using RunkonFlow.Typed;

namespace Studio.Workflows;

/// <summary>The agents of sweep-tickets. Each is a step that calls RunAsync, the one method to implement; implement one of these too where an agent is C#.</summary>
public interface ISweepTicketsAgents : IAgents
{
    /// <summary>Runs sum-up.</summary>
    [Step("sum-up")]
    Task<StepResult> SumUpAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);
}
