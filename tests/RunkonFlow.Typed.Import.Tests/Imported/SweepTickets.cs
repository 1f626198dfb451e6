// Imported from sweep-tickets.wf of runkon-flow. It is yours now: nothing writes it again.
using System.Collections.Immutable;
using RunkonFlow.Typed;

namespace Studio.Workflows;

/// <summary>sweep-tickets</summary>
[Workflow("sweep-tickets")]
public sealed partial class SweepTickets(ISweepTicketsAgents agents, IItemProvider items, Polish polishWorkflow)
{
    /// <summary>The course of a run.</summary>
    [Flow]
    public async Task<RunResult> RunAsync(SweepTicketsInput input, CancellationToken ct = default)
    {
        var log = input.ToLog();
        var openTicketsItems = await FindOpenTicketsAsync(
            new ItemQuery("tickets", log) { Scope = [new("label", "{{label}}")], Filter = [new("state", "open")], Ordered = true },
            ct);
        var openTicketsRuns = await Flow.As("open-tickets", Flow.ForEach(
            openTicketsItems,
            item => polishWorkflow.RunAsync(new PolishInput { Change = item.Id, Strict = false, Variables = item.In(log.Host).SetItem("note", item.Render("{{item.title}} of {{label}}", log)) }, ct),
            new() { MaxParallel = 2, OnFailure = OnItemFailure.SkipDependents, Key = static item => item.Id, DependsOn = static item => item.DependsOn },
            ct));
        log = log.After("foreach:open-tickets", openTicketsRuns.ToStepResult());
        if (openTicketsRuns.Failed.Any()) throw Flow.Fail($"foreach open-tickets: {openTicketsRuns.Summary()}");
        var sumUp = await agents.SumUpAsync(new AgentRequest("sum-up", log), ct);
        log = log.After("sum-up", sumUp);
        if (sumUp.Confidence() < 80) throw Flow.Fail("quality_gate: the confidence of sum-up is below 80");
        return log.ToResult();
    }

    [Step("find-open-tickets")]
    private Task<ImmutableArray<WorkItem>> FindOpenTicketsAsync(ItemQuery query, CancellationToken ct = default) => items.ItemsAsync(query, ct);
}
