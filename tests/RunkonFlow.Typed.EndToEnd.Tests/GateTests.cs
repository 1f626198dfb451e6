using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class GateTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_gate_parks_the_run_and_a_decision_with_a_selection_wakes_it(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await BeginAsync(host, new("ann", 120m, "a chair"));

        var gate = await WaitingAsync(host, run, "manager");
        Assert.Equal(("May ann spend 120 on a chair?", "manager"), (gate.Gate!.Prompt, gate.Gate.Assignee));
        var parked = (await host.Client.GetAsync(run.RunId, s_none))!;
        Assert.Equal((RunStatus.Waiting, null, "manager"), (parked.Status, parked.Owner, parked.BlockedOn));

        var answer = await host.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, [CostCentre.Equipment], "fine", By("bob"), s_none);

        Assert.Equal(CommandOutcome.Accepted, answer.Outcome);
        Assert.Equal(new("paid", "bob", "fine", "Equipment"), await run.ResultAsync(s_none));
        Assert.Equal(["record a chair", "pay ann"], _ledger.Entries);
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, CombinatorialStores]
    public async Task A_selection_that_is_no_option_is_refused_and_the_gate_stays_open(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await BeginAsync(host, new("ann", 120m, "a chair"));
        await WaitingAsync(host, run, "manager");

        var answer = await host.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, [(CostCentre)99], options: By("bob"), cancellationToken: s_none);

        Assert.Equal(CommandOutcome.Invalid, answer.Outcome);
        Assert.Contains("Travel, Training, Equipment", answer.Message, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Waiting, (await host.Client.GetAsync(run.RunId, s_none))!.Status);
    }

    [Theory, CombinatorialStores]
    public async Task An_undecided_gate_escalates_at_its_deadline_and_a_late_vote_is_expired_or_a_conflict(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await BeginAsync(host, new("ann", 120m, "a chair"));
        await WaitingAsync(host, run, "manager");

        host.Time.Advance(TimeSpan.FromDays(3));
        await WaitingAsync(host, run, "director");
        var late = await host.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, options: By("bob"), cancellationToken: s_none);
        Assert.Equal(CommandOutcome.Conflict, late.Outcome);
        await host.Client.RejectAsync(run.RunId, ExpenseApproval.Gates.Director, "too dear", By("eve"), s_none);

        Assert.Equal(new("rejected", "eve", "too dear", ""), await run.ResultAsync(s_none));
        var rows = (await host.StepsOfAsync(run.RunId)).Where(row => row.Role == "gate").ToList();
        Assert.Equal([StepStatus.TimedOut, StepStatus.Failed], rows.Select(row => row.Status));
    }

    [Theory, CombinatorialStores]
    public async Task A_gate_that_fails_at_its_deadline_fails_the_run_with_the_type_timeout(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await BeginAsync(host, new("ann", 120m, "a chair"));
        await WaitingAsync(host, run, "manager");
        host.Time.Advance(TimeSpan.FromDays(3));
        await WaitingAsync(host, run, "director");
        host.Time.Advance(TimeSpan.FromDays(7));

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await run.ResultAsync(s_none));

        Assert.Equal(("director", "Timeout"), (failed.Failure.StepId, failed.Failure.Type));
    }

    [Theory, CombinatorialStores]
    public async Task A_quorum_takes_different_voters_and_one_rejection_rejects(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var approved = await BeginAsync(host, new("ann", 20_000m, "a car"));
        var rejected = await BeginAsync(host, new("ben", 30_000m, "a boat"));
        foreach (var run in new[] { approved, rejected })
        {
            await WaitingAsync(host, run, "manager");
            await host.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, options: By("bob"), cancellationToken: s_none);
            await WaitingAsync(host, run, "board-approval");
        }

        Assert.Equal(CommandOutcome.Accepted, (await VoteAsync(approved, "x")).Outcome);
        Assert.Equal(CommandOutcome.Conflict, (await VoteAsync(approved, "x")).Outcome);
        Assert.NotNull(await host.Store.GetWaitingStepAsync(approved.RunId, "board-approval", s_none));
        Assert.Equal(CommandOutcome.Accepted, (await VoteAsync(approved, "y")).Outcome);
        Assert.Equal("paid", (await approved.ResultAsync(s_none)).Outcome);

        await VoteAsync(rejected, "x");
        await host.Client.RejectAsync(rejected.RunId, ExpenseApproval.Gates.Board, "no", By("y"), s_none);
        Assert.Equal(new("rejected", "y", "no", ""), await rejected.ResultAsync(s_none));

        ValueTask<CommandResult> VoteAsync(RunHandle<ExpenseResult> run, string voter)
            => host.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Board, options: By(voter), cancellationToken: s_none);
    }

    [Theory, CombinatorialStores]
    public async Task A_gate_decides_once_and_a_repeated_command_gets_its_first_answer(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await BeginAsync(host, new("ann", 120m, "a chair"));
        await WaitingAsync(host, run, "manager");
        var command = By("bob") with { CommandId = Guid.NewGuid() };

        var first = await host.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, "fine", command, s_none);
        await run.ResultAsync(s_none);
        var repeated = await host.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, "fine", command, s_none);
        var second = await host.Client.RejectAsync(run.RunId, ExpenseApproval.Gates.Manager, "no", By("eve"), s_none);

        Assert.Equal(first, repeated);
        Assert.Equal(CommandOutcome.Conflict, second.Outcome);
    }

    [Theory, CombinatorialStores]
    public async Task Of_many_deciders_at_once_exactly_one_wins(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await BeginAsync(host, new("ann", 120m, "a chair"));
        await WaitingAsync(host, run, "manager");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () => i % 2 == 0
            ? await host.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, options: By($"yes{i}"), cancellationToken: s_none)
            : await host.Client.RejectAsync(run.RunId, ExpenseApproval.Gates.Manager, options: By($"no{i}"), cancellationToken: s_none))));

        var winner = Assert.Single(answers.Select((answer, i) => (answer, i)), one => one.answer.Outcome == CommandOutcome.Accepted);
        Assert.All(answers.Where((_, i) => i != winner.i), answer => Assert.Equal(CommandOutcome.Conflict, answer.Outcome));
        Assert.Equal(winner.i % 2 == 0 ? "paid" : "rejected", (await run.ResultAsync(s_none)).Outcome);
    }

    [Theory, CombinatorialStores]
    public async Task A_cancel_at_a_gate_closes_it_with_the_reason(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await BeginAsync(host, new("ann", 120m, "a chair"));
        await WaitingAsync(host, run, "manager");

        await host.Client.CancelAsync(run.RunId, "left the company", options: By("eve"), cancellationToken: s_none);
        var ended = await host.EndOfAsync(run.RunId);

        Assert.Equal((RunStatus.Cancelled, "left the company", "eve"), (ended.Status, ended.CancelRequest!.Reason, ended.CancelRequest.By));
        Assert.Equal(StepStatus.Cancelled, (await host.StepsOfAsync(run.RunId)).Single(row => row.Role == "gate").Status);
        var late = await host.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, options: By("bob"), cancellationToken: s_none);
        Assert.Equal(CommandOutcome.Conflict, late.Outcome);
    }

    [Theory, CombinatorialStores]
    public async Task A_dry_run_approves_its_gates_and_says_so(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);

        var run = await host.Client.StartAsync(ExpenseApproval.Start(new("ann", 20_000m, "a car")), new() { DryRun = true }, s_none);
        var result = await run.ResultAsync(s_none);

        Assert.Equal("paid", result.Outcome);
        Assert.All((await host.StepsOfAsync(run.RunId)).Where(row => row.Role == "gate"), row => Assert.Equal("Approved by the dry run.", row.ContextOut));
    }

    private static CommandOptions By(string who) => new() { By = who };

    private static async Task<WorkflowRunStep> WaitingAsync(EngineHost host, RunHandle<ExpenseResult> run, string gate)
    {
        await host.UntilAsync(run.RunId, r => (r.Status == RunStatus.Waiting && r.BlockedOn == gate) || r.Status.IsTerminal());
        return (await host.Store.GetWaitingStepAsync(run.RunId, gate, s_none))!;
    }

    private static async Task<RunHandle<ExpenseResult>> BeginAsync(EngineHost host, Expense expense)
        => await host.Client.StartAsync(ExpenseApproval.Start(expense), cancellationToken: s_none);

    private async Task<EngineHost> StartAsync(TestStore store)
        => await new EngineHost(b => { b.Add(ExpenseApproval.Registration); b.Services.AddSingleton(_ledger); }, store.Store, store.Time, Patient.Lease).StartAsync();
}
