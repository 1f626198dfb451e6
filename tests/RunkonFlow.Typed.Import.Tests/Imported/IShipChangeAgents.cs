// Imported from ship-change.wf of runkon-flow. It is yours now: nothing writes it again.
using RunkonFlow.Typed;

namespace Studio.Workflows;

/// <summary>The agents of ship-change. Each is a step that calls RunAsync, the one method to implement; implement one of these too where an agent is C#.</summary>
public interface IShipChangeAgents : IAgents
{
    /// <summary>Runs plan.</summary>
    [Step("plan")]
    Task<StepResult> PlanAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);

    /// <summary>Runs write.</summary>
    [Step("write", Timeout = "30m"), Retry(MaxAttempts = 3)]
    Task<StepResult> WriteAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);

    /// <summary>Runs rescue.</summary>
    [Step("rescue")]
    Task<StepResult> RescueAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);

    /// <summary>Runs check.</summary>
    [Step("check")]
    Task<StepResult> CheckAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);

    /// <summary>Runs review-style.</summary>
    [Step("review-style"), Retry(MaxAttempts = 2)]
    Task<StepResult> ReviewStyleAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);

    /// <summary>Runs review-security.</summary>
    [Step("review-security")]
    Task<StepResult> ReviewSecurityAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);

    /// <summary>Runs announce.</summary>
    [Step("announce")]
    Task<StepResult> AnnounceAsync(
        AgentRequest request, CancellationToken ct = default, StepContext step = default)
        => RunAsync(request, step, ct);
}
