// Imported from ship-change.wf of runkon-flow. It is yours now: nothing writes it again.
using System.Collections.Immutable;
using RunkonFlow.Typed;

namespace Studio.Workflows;

// How a change gets out.
/// <summary>Writes a change, has it looked at, and releases it</summary>
[Workflow(
    "ship-change",
    Title = "Ship a change",
    Description = "Writes a change, has it looked at, and releases it",
    Group = "Delivery",
    Targets = ["repository"])]
public sealed partial class ShipChange(IShipChangeAgents agents, Scripts scripts, IGateResolver gates, Polish polishWorkflow)
{
    /// <summary>The course of a run.</summary>
    [Flow]
    public async Task<RunResult> RunAsync(ShipChangeInput input, CancellationToken ct = default)
    {
        var log = input.ToLog();
        StepResult? check = null;
        StepResult? measure = null;
        var succeeded = false;
        try
        {
            // The plan is what everything else goes by.
            var plan = await agents.PlanAsync(new AgentRequest("plan", log) { Output = "work-plan", With = ["house-rules"] }, ct);
            log = log.After("plan", plan);
            try
            {
                var write = await agents.WriteAsync(new AgentRequest("write", log) { As = "author" }, ct);
                log = log.After("write", write);
            }
            catch (StepFailedException failure)
            {
                // on_fail: rescue is called, and write fails all the same. Without the 'throw' the run goes on instead.
                try
                {
                    var rescue = await agents.RescueAsync(
                        new AgentRequest("rescue", log.With("failed_step", "write").With("failure_reason", failure.Message).With("retry_count", "2")),
                        ct);
                    log = log.After("rescue", rescue);
                }
                catch (StepFailedException)
                {
                    // That rescue has failed too changes nothing.
                }
                throw;
            }
            do
            {
                check = await agents.CheckAsync(new AgentRequest("check", log), ct);
                log = log.After("check", check);
                if (check.Has("has_problems"))
                {
                    var polishRun = await polishWorkflow.RunAsync(
                        new PolishInput { Change = input.Change, Strict = input.Announce, Variables = log.Host.SetItem("depth", "deep") },
                        ct);
                    log = log.After("polish", polishRun);
                }
            }
            while (Flow.Loop(check.Has("has_problems"), max: 4, stuckAfter: 2, progress: check.MarkerText()));
            try
            {
                measure = await MeasureAsync(
                    new ScriptRequest("measure", "./measure.sh {{change}}", log) { Env = [new("CHANNEL", "{{channel}}"), new("BRANCH", "{{branch}}")] },
                    ct);
                log = log.After("measure", measure);
            }
            catch (StepFailedException)
            {
                // on_fail = continue: goes on as if measure had been left out.
                measure = null;
            }
            // CHECK: min_success = 1: branches that are left out count as successes, but at least one of those that run has to succeed here.
            var (reviewStyle, reviewSecurity) = await Flow.Parallel(
                agents.ReviewStyleAsync(new AgentRequest("review-style", log) { Output = "review", With = ["diff-only"] }, ct),
                measure.Has("is_large") ? agents.ReviewSecurityAsync(new AgentRequest("review-security", log) { Output = "review", With = ["diff-only", "threats"] }, ct) : Flow.Skip<StepResult>(),
                new BranchOptions(FailFast: false, MinSuccess: Math.Max(1, 1 - (measure.Has("is_large") ? 0 : 1))),
                ct);
            log = log.After("review-style", reviewStyle);
            log = log.After("review-security", reviewSecurity);
            var humanApproval = await HumanApprovalAsync(["all", "some"], ct);
            if (!humanApproval.Approved) throw Flow.Fail(humanApproval.Feedback ?? "human_approval: rejected");
            log = log.Decided(humanApproval.Feedback, humanApproval.Selections);
            if (!check.Has("is_trivial"))
            {
                var pipelineGreen = await PipelineGreenAsync(new GateRequest("pipeline_green", log) { Mode = "review_decision", As = "reader" }, ct);
                if (!pipelineGreen.Approved) throw Flow.Fail(pipelineGreen.Feedback ?? "pipeline_green: rejected");
                log = log.Decided(pipelineGreen.Feedback);
            }
            if (input.Announce)
            {
                var announce = await agents.AnnounceAsync(new AgentRequest("announce", log), ct);
                log = log.After("announce", announce);
            }
            succeeded = true;
        }
        finally
        {
            log = log.With("workflow_status", succeeded ? "completed" : "failed");
            try
            {
                var sweep = await SweepAsync(new ScriptRequest("sweep", "./sweep.sh {{workflow_status}}", log), ct);
                log = log.After("sweep", sweep);
            }
            catch (StepFailedException)
            {
                // What fails here does not change how the run ends.
            }
        }
        return log.ToResult();
    }

    [Gate("human-approval", Timeout = "72h", OnTimeout = OnTimeout.Fail, Prompt = "Release {{now}}? (all: Everybody; some: A tenth)")]
    private partial ValueTask<Decision<string>> HumanApprovalAsync(ImmutableArray<string> options, CancellationToken ct = default);

    [Gate("pipeline-green", Timeout = "2h", OnTimeout = OnTimeout.Fail), ResolvedBy(nameof(LookPipelineGreenAsync), Every = "30s")]
    private partial ValueTask<Decision> PipelineGreenAsync(GateRequest request, CancellationToken ct = default);

    [Step("look-pipeline-green")]
    private Task<Decision?> LookPipelineGreenAsync(GateRequest request, CancellationToken ct = default) => gates.ResolveAsync(request, ct);

    [Step("measure", Timeout = "90s"), Retry(MaxAttempts = 2)]
    private Task<StepResult> MeasureAsync(
        ScriptRequest request, CancellationToken ct = default, StepContext step = default)
        => scripts.RunAsync(request, step, ct);

    [Step("sweep")]
    private Task<StepResult> SweepAsync(
        ScriptRequest request, CancellationToken ct = default, StepContext step = default)
        => scripts.RunAsync(request, step, ct);
}
