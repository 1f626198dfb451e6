using Microsoft.Extensions.Time.Testing;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Testing;

#pragma warning disable RKF0113, RKF0114 // what a flow does without a run is what these tests are about

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>A flow method that is called directly runs as the C# it is. Each difference to a run has its test here.</summary>
public sealed class FlowInlineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Ledger _ledger = new();
    private readonly ManualTimeProvider _time = new(Start);

    [Fact]
    public async Task Outside_a_scope_each_operation_that_needs_an_engine_is_named()
    {
        var errand = new Errand(_ledger);
        var waits = new Waits(_ledger, new Waits.Child(_ledger));

        Assert.Equal("Flow.UtcNow", (await Assert.ThrowsAsync<NoEngineException>(() => errand.RunAsync(1))).Operation);
        Assert.Equal("Flow.Delay", (await Assert.ThrowsAsync<NoEngineException>(() => waits.RunAsync("timer"))).Operation);
        Assert.Equal("Flow.Delay", (await Assert.ThrowsAsync<NoEngineException>(() => waits.RunAsync("child"))).Operation);
        Assert.Equal("AskAsync", (await Assert.ThrowsAsync<NoEngineException>(() => waits.RunAsync("gate"))).Operation);
        Assert.Equal("MessageAsync", (await Assert.ThrowsAsync<NoEngineException>(() => waits.RunAsync("signal"))).Operation);
        Assert.Equal("Flow.Until", (await Assert.ThrowsAsync<NoEngineException>(async () => await Flow.Until(Start, TestContext.Current.CancellationToken))).Operation);
        Assert.Equal("Flow.NewId", Assert.Throws<NoEngineException>(() => Flow.NewId()).Operation);
    }

    [Fact]
    public async Task Timers_move_a_clock_of_tests_and_end_at_once()
    {
        using var inline = FlowInline.Begin(_time);

        var result = await new Errand(_ledger).RunAsync(1);

        Assert.Equal("3 True", result);
        Assert.Equal(Start.AddDays(3), _time.Now);
    }

    [Fact]
    public async Task Timers_wait_on_any_other_clock()
    {
        var time = new FakeTimeProvider(Start);
        using var inline = FlowInline.Begin(time);

        var run = new Errand(_ledger).RunAsync(1);
        var waited = !run.IsCompleted;
        time.Advance(TimeSpan.FromDays(2));
        time.Advance(TimeSpan.FromDays(1));

        Assert.True(waited);
        Assert.Equal("3 True", await run);
    }

    [Fact]
    public async Task A_timer_ends_by_the_token_of_the_flow()
    {
        using var inline = FlowInline.Begin(_time);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Waits(_ledger, new(_ledger)).RunAsync("timer", cancelled.Token));

        Assert.Equal(["finalize timer"], _ledger.Entries);
    }

    [Fact]
    public async Task A_loop_goes_on_for_as_long_as_its_condition_holds()
    {
        using var inline = FlowInline.Begin(_time);

        await new Errand(_ledger).RunAsync(5);

        Assert.Equal(6, _ledger.Entries.Count);
    }

    [Fact]
    public async Task A_step_is_called_once_and_throws_its_own_exception()
    {
        _ledger.Failing["try '' '' 1 True False False"] = true;

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => new Errand(_ledger).TryAsync());

        Assert.StartsWith("cannot try", thrown.Message);
        Assert.Single(_ledger.Entries);
    }

    [Fact]
    public async Task A_step_without_engine_knows_nothing_of_its_attempt_and_may_say_what_it_likes()
    {
        using var inline = FlowInline.Begin(_time);

        await new Errand(_ledger).RunAsync(1);

        Assert.Equal(["round 0 '' '' 1 True False False", "home '' '' 1 True False False"], _ledger.Entries);
    }

    [Fact]
    public async Task A_finalizer_has_the_token_of_the_flow()
    {
        using var inline = FlowInline.Begin(_time);
        using var source = new CancellationTokenSource();

        await new Errand(_ledger).RunAsync(0, source.Token);

        Assert.EndsWith("True", Assert.Single(_ledger.Entries));
    }

    [Fact]
    public async Task Answers_decide_gates_in_the_order_in_which_they_were_given()
    {
        var answers = new FlowAnswers()
            .TimeOut(ExpenseApproval.Gates.Manager)
            .Approve(ExpenseApproval.Gates.Director, [CostCentre.Training, CostCentre.Travel], "fine", by: "dora")
            .Reject(ExpenseApproval.Gates.Board, "too dear", by: "bo")
            .Approve(ExpenseApproval.Gates.Manager, [CostCentre.Equipment], by: "max");
        using var inline = FlowInline.Begin(_time, answers);
        var approval = new ExpenseApproval(_ledger);

        var large = await approval.RunAsync(new("ann", 20_000m, "a car"));
        var small = await approval.RunAsync(new("ann", 20m, "a pen"));

        Assert.Equal(new ExpenseResult("rejected", "bo", "too dear", ""), large);
        Assert.Equal(new ExpenseResult("paid", "max", null, "Equipment"), small);
    }

    [Fact]
    public async Task A_gate_that_nobody_decides_ends_as_it_says()
    {
        using var inline = FlowInline.Begin(_time, new FlowAnswers()
            .TimeOut(ExpenseApproval.Gates.Manager).Approve(ExpenseApproval.Gates.Director).TimeOut(ExpenseApproval.Gates.Board)
            .TimeOut(ExpenseApproval.Gates.Manager).TimeOut(ExpenseApproval.Gates.Director));
        var approval = new ExpenseApproval(_ledger);

        var expired = await approval.RunAsync(new("ann", 20_000m, "a car"));
        var failed = await Assert.ThrowsAsync<StepFailedException>(() => approval.RunAsync(new("ann", 20_000m, "a car")));

        Assert.Equal(new ExpenseResult("expired", null, null, ""), expired);
        Assert.Equal(("director", "Timeout"), (failed.StepId, failed.ErrorType));
    }

    [Fact]
    public async Task Signals_bring_their_messages_or_none_in_time()
    {
        using var inline = FlowInline.Begin(_time, new FlowAnswers()
            .Signal(Subscription.Signals.PlanChanged, new("gold", "ann"))
            .TimeOut(Subscription.Signals.PlanChanged)
            .Signal(Subscription.Signals.PlanChanged, new("basic", "ann")));

        var history = await new Subscription(_ledger).RunAsync("ann", "basic", 3);

        Assert.Equal("basic,gold@1.,basic@3", history);
    }

    [Fact]
    public async Task Requests_get_their_replies()
    {
        List<Reply> replies = [];
        using var inline = FlowInline.Begin(_time, new FlowAnswers()
            .Request(HelpDesk.Signals.Asked, new("light", 1), replies.Add).Request(HelpDesk.Signals.Asked, new("heavy", 20), replies.Add));

        var answered = await new HelpDesk(_ledger).RunAsync(2);

        Assert.Equal(2, answered);
        Assert.Equal(["LIGHT", "slept over heavy"], replies.Select(reply => reply.Text));
    }

    [Fact]
    public async Task An_answer_serves_once_and_what_has_none_is_named()
    {
        using var inline = FlowInline.Begin(_time, new FlowAnswers().Approve(ExpenseApproval.Gates.Manager, [CostCentre.Travel]));
        var approval = new ExpenseApproval(_ledger);
        await approval.RunAsync(new("ann", 20m, "a pen"));

        var thrown = await Assert.ThrowsAsync<NoEngineException>(() => approval.RunAsync(new("ann", 20m, "a pen")));

        Assert.Equal("ManagerAsync", thrown.Operation);
        Assert.Contains("'manager'", thrown.Message);
    }

    [Fact]
    public async Task An_inner_scope_hides_the_outer_and_gives_it_back()
    {
        using var outer = FlowInline.Begin(_time);
        using (FlowInline.Begin(new ManualTimeProvider(Start.AddYears(1))))
            Assert.Equal(Start.AddYears(1), Flow.UtcNow);

        Assert.Equal(Start, Flow.UtcNow);
        outer.Dispose();
        Assert.Throws<NoEngineException>(() => Flow.UtcNow);
        await Assert.ThrowsAsync<NoEngineException>(async () => await Flow.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_task_that_outlives_its_scope_has_it_no_more()
    {
        var gone = new TaskCompletionSource();
        Task late;
        using (FlowInline.Begin(_time)) late = LateAsync(gone.Task);

        gone.SetResult();

        await Assert.ThrowsAsync<NoEngineException>(() => late);
    }

    private static async Task<DateTimeOffset> LateAsync(Task gone)
    {
        await gone;
        return Flow.UtcNow;
    }
}
