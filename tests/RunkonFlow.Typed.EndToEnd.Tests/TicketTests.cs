using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class TicketTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new() { FailingOnce = { ["implement T1"] = true } };

    [Theory, CombinatorialStores]
    public async Task A_ticket_becomes_a_merged_pull_request(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(TicketToPullRequest.Start(new("T1", "Faster search", TouchesDatabase: true)), cancellationToken: s_none);

        await AtGateAsync(host, run, "pr-checks");
        await host.Client.ApproveAsync(run.RunId, TicketToPullRequest.Gates.Checks, cancellationToken: s_none);
        await AtGateAsync(host, run, "pr-approval");
        await host.Client.ApproveAsync(run.RunId, TicketToPullRequest.Gates.Approval, options: new() { By = "ann" }, cancellationToken: s_none);
        await host.Client.ApproveAsync(run.RunId, TicketToPullRequest.Gates.Approval, options: new() { By = "bob" }, cancellationToken: s_none);

        Assert.Equal(new("T1", true, 4 + 8 + 9 + 1, "T1-rebased"), await run.ResultAsync(s_none));
        Assert.Equal(
            [
                "plan T1", "implement T1", "implement T1", "verify T1 0", "fix 2 of T1", "verify T1 1", "fix 1 of T1", "verify T1 2",
                "lint T1", "fix 5 lint problems of T1",
            ],
            _ledger.Entries.Take(10));
        Assert.Equal(["review code T1", "review migration T1", "review security T1"], _ledger.Entries.Skip(10).Take(3).Order());
        Assert.Equal(["rebase T1", "clean up T1", "merge T1 at T1-rebased"], _ledger.Entries.Skip(13));
        var rows = await host.StepsOfAsync(run.RunId);
        Assert.Equal(["review", "security", "migration"], rows.Where(row => row.Group is not null).OrderBy(row => row.Position).Select(row => row.NodeId));
        var children = await host.Client.ListAsync(new() { Parent = run.RunId, IncludeEnded = true }, s_none);
        Assert.Equal(["lint-fix", "rebase-branch"], children.Runs.Select(child => child.WorkflowName).Order());
        Assert.All(children.Runs, child => Assert.Equal((1, run.RunId), (child.Depth, child.RootRunId)));
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task Reviewers_that_fail_are_left_out_and_one_is_enough(StoreKind kind)
    {
        (_ledger.Failing["review code T1"], _ledger.Failing["review security T1"]) = (true, true);
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(TicketToPullRequest.Start(new("T1", "Faster search", TouchesDatabase: true)), cancellationToken: s_none);

        await AtGateAsync(host, run, "pr-checks");
        await host.Client.RejectAsync(run.RunId, TicketToPullRequest.Gates.Checks, cancellationToken: s_none);

        Assert.Equal(new("T1", false, 9 + 1, "checks failed"), await run.ResultAsync(s_none));
    }

    [Theory, CombinatorialStores]
    public async Task A_child_that_fails_fails_its_parent_with_the_childs_failure(StoreKind kind)
    {
        _ledger.Failing["lint T1"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(TicketToPullRequest.Start(new("T1", "Faster search")), cancellationToken: s_none);

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await run.ResultAsync(s_none));

        Assert.Equal(("lint-fix", "cannot lint T1"), (failed.Failure.StepId, failed.Failure.Message));
        Assert.Equal(typeof(InvalidOperationException).FullName, failed.Failure.Type);
    }

    [Theory, CombinatorialStores]
    public async Task A_cancel_of_the_parent_cancels_the_child_whose_finalizer_runs(StoreKind kind)
    {
        _ledger.Hanging["rebase T1"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await host.Client.StartAsync(TicketToPullRequest.Start(new("T1", "Faster search")), cancellationToken: s_none);
        await AtGateAsync(host, run, "pr-checks");
        await host.Client.ApproveAsync(run.RunId, TicketToPullRequest.Gates.Checks, cancellationToken: s_none);
        await AtGateAsync(host, run, "pr-approval");
        foreach (var voter in new[] { "ann", "bob" })
            await host.Client.ApproveAsync(run.RunId, TicketToPullRequest.Gates.Approval, options: new() { By = voter }, cancellationToken: s_none);
        await host.UntilAsync(run.RunId, r => _ledger.Entries[^1] == "rebase T1" || r.Status.IsTerminal());

        await host.Client.CancelAsync(run.RunId, "wrong ticket", cancellationToken: s_none);
        var ended = await host.EndOfAsync(run.RunId);
        var child = (await host.Client.ListAsync(new() { Parent = run.RunId, WorkflowName = "rebase-branch", IncludeEnded = true }, s_none)).Runs.Single();
        var childEnded = await host.EndOfAsync(child.Id);

        Assert.Equal((RunStatus.Cancelled, RunStatus.Cancelled), (ended.Status, childEnded.Status));
        Assert.Equal(("wrong ticket", "ParentCancelled"), (ended.CancelRequest!.Reason, childEnded.CancelRequest!.Reason));
        Assert.Equal("clean up T1", _ledger.Entries[^1]);
    }

    private static async Task AtGateAsync(EngineHost host, RunHandle<PullRequest> run, string gate)
        => await host.UntilAsync(run.RunId, r => (r.Status == RunStatus.Waiting && r.BlockedOn == gate) || r.Status.IsTerminal());

    private async Task<EngineHost> StartAsync(TestStore store)
        => await new EngineHost(
            builder =>
            {
                builder.Add(TicketToPullRequest.Registration);
                builder.Add(LintFix.Registration);
                builder.Add(RebaseBranch.Registration);
                builder.Services.AddSingleton(_ledger);
            },
            store.Store, store.Time, Patient.Lease).StartAsync();
}
