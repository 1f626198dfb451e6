using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>What comes too late, or twice, is answered so that its sender can act on it, and changes nothing.</summary>
public sealed class LateAnswerTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task A_vote_after_the_deadline_is_expired_although_no_worker_has_noticed(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await AtManagerAsync(stage);
        await stage.Host.StopAsync();
        stage.Host.Time.Advance(TimeSpan.FromDays(3));

        var late = await stage.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, options: By("bob"), cancellationToken: s_none);
        var later = await stage.Client.RejectAsync(run.RunId, ExpenseApproval.Gates.Manager, options: By("eve"), cancellationToken: s_none);

        Assert.Equal((CommandOutcome.Expired, CommandOutcome.Expired), (late.Outcome, later.Outcome));
        await stage.RestartAsync();
        await stage.ParkedAsync(run.RunId, "director");
        var gates = (await stage.StepsOfAsync(run.RunId)).Where(row => row.Role == "gate").ToList();
        Assert.Equal([StepStatus.TimedOut, StepStatus.Waiting], gates.Select(row => row.Status));
        Assert.Null(gates[0].Gate!.ApprovedAt);
    }

    [Theory, CombinatorialStores]
    public async Task A_vote_after_the_run_has_ended_is_a_conflict_that_says_so(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await AtManagerAsync(stage);
        await stage.Client.CancelAsync(run.RunId, "no more", cancellationToken: s_none);
        await stage.EndOfAsync(run.RunId);

        var decided = await stage.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, options: By("bob"), cancellationToken: s_none);
        var neverReached = await stage.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Board, options: By("bob"), cancellationToken: s_none);

        Assert.All([decided, neverReached], answer => Assert.Equal(CommandOutcome.Conflict, answer.Outcome));
        Assert.Contains("cancelled", neverReached.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["record a chair"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task Deciding_twice_is_a_conflict_and_the_first_decision_stands(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await AtManagerAsync(stage);

        var first = await stage.Client.RejectAsync(run.RunId, ExpenseApproval.Gates.Manager, "no", By("bob"), s_none);
        var second = await stage.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, "yes", By("eve"), s_none);

        Assert.Equal((CommandOutcome.Accepted, CommandOutcome.Conflict), (first.Outcome, second.Outcome));
        Assert.Equal(new("rejected", "bob", "no", ""), await stage.ResultOfAsync(run));
    }

    [Theory, CombinatorialStores]
    public async Task The_same_command_id_twice_gets_the_first_answer_and_counts_once(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await AtManagerAsync(stage, amount: 20_000m);
        await stage.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Manager, options: By("bob"), cancellationToken: s_none);
        await stage.ParkedAsync(run.RunId, "board-approval");
        var vote = By("x") with { CommandId = Guid.NewGuid() };

        var answers = new List<CommandResult>();
        for (var i = 0; i < 3; i++) answers.Add(await stage.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Board, options: vote, cancellationToken: s_none));

        Assert.Equal(CommandOutcome.Accepted, answers[0].Outcome);
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Equal(RunStatus.Waiting, (await stage.ParkedAsync(run.RunId, "board-approval")).Status);
        await stage.Client.ApproveAsync(run.RunId, ExpenseApproval.Gates.Board, options: By("y"), cancellationToken: s_none);
        Assert.Equal("paid", (await stage.ResultOfAsync(run)).Outcome);
        var audit = await stage.Client.GetAuditAsync(run.RunId, s_none);
        Assert.Equal(1, audit.Count(entry => entry.CommandId == vote.CommandId));
    }

    [Theory, CombinatorialStores]
    public async Task A_cancel_with_a_known_command_id_gets_the_first_answer_also_after_the_end(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await AtManagerAsync(stage);
        var command = By("bob") with { CommandId = Guid.NewGuid() };

        var first = await stage.Client.CancelAsync(run.RunId, "enough", options: command, cancellationToken: s_none);
        await stage.EndOfAsync(run.RunId);
        var repeated = await stage.Client.CancelAsync(run.RunId, "enough", options: command, cancellationToken: s_none);
        var other = await stage.Client.CancelAsync(run.RunId, "enough", options: By("eve"), cancellationToken: s_none);

        Assert.Equal((CommandOutcome.Accepted, first), (first.Outcome, repeated));
        Assert.Equal(CommandOutcome.Conflict, other.Outcome);
    }

    [Theory, CombinatorialStores]
    public async Task An_item_of_a_cancelled_run_is_not_begun_and_one_under_way_is_stopped(StoreKind kind)
    {
        (_ledger.Hanging["work a"], _ledger.Hanging["work b"]) = (true, true);
        await using var stage = await OpenAsync(kind);
        var run = await stage.BeginAsync(NightlyBatch.Start([new("a", []), new("b", []), new("c", []), new("d", ["a"])], 2, OnItemFailure.Continue));
        await stage.Host.UntilAsync(run.RunId, _ => _ledger.Entries.Count == 2);

        await stage.Client.CancelAsync(run.RunId, "power cut", cancellationToken: s_none);
        await stage.EndOfAsync(run.RunId);
        await stage.JoinAsync();
        var row = (await stage.StepsOfAsync(run.RunId)).Single(step => step.Role == "fan-out");
        await stage.Host.UntilAsync(run.RunId, _ => ItemsOf(stage, row.Id).All(item => item.Status.IsTerminal()));
        var items = (await stage.Client.ListAsync(new() { Parent = run.RunId, IncludeEnded = true }, s_none)).Runs;

        Assert.All(ItemsOf(stage, row.Id), item => Assert.Equal(FanOutItemStatus.Skipped, item.Status));
        foreach (var item in items) Assert.Equal(RunStatus.Cancelled, (await stage.EndOfAsync(item.Id)).Status);
        Assert.Equal(["close", "work a", "work b"], _ledger.Entries.Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<FanOutItem> ItemsOf(Stage stage, long row) => stage.Host.Store.GetFanOutItemsAsync(row).AsTask().Result;

    private static CommandOptions By(string who) => new() { By = who };

    private async Task<RunHandle<ExpenseResult>> AtManagerAsync(Stage stage, decimal amount = 120m)
    {
        var run = await stage.BeginAsync(ExpenseApproval.Start(new("ann", amount, "a chair")));
        await stage.ParkedAsync(run.RunId, "manager");
        return run;
    }

    private Task<Stage> OpenAsync(StoreKind kind) => Stage.OpenAsync(kind, builder =>
    {
        builder.Services.AddSingleton(_ledger);
        builder.Add(ExpenseApproval.Registration).Add(NightlyBatch.Registration);
    });
}
