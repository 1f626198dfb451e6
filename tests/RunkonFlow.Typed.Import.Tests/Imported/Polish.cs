// Imported from polish.wf of runkon-flow. It is yours now: nothing writes it again.
using RunkonFlow.Typed;

namespace Studio.Workflows;

/// <summary>polish</summary>
[Workflow("polish")]
public sealed partial class Polish(IPolishAgents agents)
{
    /// <summary>The course of a run.</summary>
    [Flow]
    public async Task<RunResult> RunAsync(PolishInput input, CancellationToken ct = default)
    {
        var log = input.ToLog();
        var tidy = await agents.TidyAsync(new AgentRequest("tidy", log), ct);
        log = log.After("tidy", tidy);
        if (input.Strict)
        {
            var checkStyle = await agents.CheckStyleAsync(new AgentRequest("check-style", log), ct);
            log = log.After("check-style", checkStyle);
            while (Flow.Loop(checkStyle.Has("has_findings"), max: 2, onLimit: OnLimit.Continue))
            {
                var tidy2 = await Flow.As("tidy-2", agents.TidyAsync(new AgentRequest("tidy", log), ct));
                log = log.After("tidy", tidy2);
                checkStyle = await Flow.As("check-style-2", agents.CheckStyleAsync(new AgentRequest("check-style", log), ct));
                log = log.After("check-style", checkStyle);
            }
        }
        return log.ToResult();
    }
}
