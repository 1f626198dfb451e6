// Imported from polish.wf of runkon-flow. It is yours now: nothing writes it again.
using RunkonFlow.Typed;

namespace Studio.Workflows;

/// <summary>The agents of polish. Each is a step that calls RunAsync, the one method to implement; implement one of these too where an agent is C#.</summary>
public interface IPolishAgents : IAgents
{
    /// <summary>Runs tidy.</summary>
    [Step("tidy")]
    Task<StepResult> TidyAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);

    /// <summary>Runs check-style.</summary>
    [Step("check-style")]
    Task<StepResult> CheckStyleAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);
}
