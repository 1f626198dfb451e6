using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite;
using RunkonFlow.Typed.Testing;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>The testing package's own tests: real time stands in none of them, except where a body takes some.</summary>
public sealed class WorkflowTestTests : IDisposable
{
    private readonly Ledger _ledger = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runkonflow-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Timers_take_no_time_and_the_result_is_typed()
    {
        await using var test = Trip();

        var result = await test.RunAsync();

        Assert.Equal("F1 H1", result);
        Assert.Equal(TimeSpan.FromDays(1), test.Elapsed);
        Assert.Equal(["book-flight", "book-hotel", "book-car", "pay"], test.Calls.Select(call => call.Step));
        Assert.Equal(["flight to Rome", "hotel in Rome", "car", "pay"], _ledger.Entries);
        Assert.Equal([StepStatus.Completed], test.Steps.Select(row => row.Status).Distinct());
        Assert.Contains("completed", test.Events[^1].Kind);
    }

    [Fact]
    public async Task Time_passes_as_far_as_it_is_let()
    {
        await using var test = Trip();

        await test.AdvanceAsync(TimeSpan.FromHours(23));
        var (before, at) = (test.Run.Status, test.Time.GetUtcNow() - test.Run.CreatedAt);
        await test.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal((RunStatus.Waiting, TimeSpan.FromHours(23)), (before, at));
        Assert.Equal(RunStatus.Completed, test.Run.Status);
        Assert.Equal(TimeSpan.FromHours(25), test.Time.GetUtcNow() - test.Run.CreatedAt);
    }

    [Fact]
    public async Task Options_of_the_engine_hold_as_the_test_configures_them_and_virtual_time_stays()
    {
        await using var test = WorkflowTest.For(Hoard.Start("x", 5000, 1, 1)).WithServices(static services => services.AddRunkonFlow(static options =>
        {
            (options.Namespace, options.MaxPayloadBytes) = ("tenant", 4096);
            (options.ParkAfter, options.LeaseTimeToLive, options.HeartbeatInterval) = (TimeSpan.FromDays(1), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100));
        }));

        var result = await test.RunAsync();

        Assert.Contains("The result of 'make' is 5,002 bytes of JSON, and at most 4,096 are kept", result, StringComparison.Ordinal);
        Assert.Equal(("tenant", TimeSpan.FromMinutes(20)), (test.Run.Namespace, test.Elapsed));
    }

    [Fact]
    public async Task Options_that_contradict_each_other_are_refused_in_a_test_too()
    {
        await using var test = WorkflowTest.For(Hoard.Start("x", 1, 1, 1)).WithServices(static services => services.AddRunkonFlow(static options => options.PoisonLimit = 0));

        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(test.RunAsync);

        Assert.Contains("PoisonLimit is 0; it must be at least 1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_of_the_workflow_is_faked_by_its_handle()
    {
        await using var test = Trip()
            .Fake(TripBooking.Steps.BookFlight, new Booking("flight", "fake"))
            .Fake(TripBooking.Steps.BookHotel, async (step, token) =>
            {
                await Task.Yield();
                return new Booking(step.StepId, $"later{step.Attempt}");
            })
            .Fake(TripBooking.Steps.Pay);

        Assert.Equal("fake later1", await test.RunAsync());
        Assert.Equal(["car"], _ledger.Entries);
        Assert.Equal(4, test.Calls.Count);
    }

    [Fact]
    public async Task Enums_and_tuples_are_faked_too_and_each_round_by_its_path()
    {
        await using var test = WorkflowTest.For(Survey.Start(2)).With(new Shop())
            .Fake(Survey.Steps.Ask, step => step.Path.ToString() == "1" ? Mood.Calm : Mood.Busy)
            .Fake(Survey.Steps.Split, (4, "four"));

        Assert.Contains("(4|four)", await test.RunAsync());
        Assert.Equal(3, test.StepsOf(Survey.Steps.Ask).Count);
    }

    [Theory, InlineData(StoreKind.InMemory), InlineData(StoreKind.Sqlite)]
    public async Task Failures_are_retried_at_once_and_compensations_run(StoreKind kind)
    {
        await using var test = Stored(Trip(), kind)
            .Fail(TripBooking.Steps.Pay, new InvalidOperationException("no money"))
            .Fail(TripBooking.Steps.CancelFlight, new TimeoutException("busy"));

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(test.RunAsync);

        Assert.Equal(("pay", "no money"), (failed.Failure.StepId, failed.Failure.Message));
        Assert.Equal(["pay", "cancel-hotel", "cancel-flight", "cancel-flight"], test.Calls.TakeLast(4).Select(call => call.Step));
        Assert.Equal([StepStatus.Failed, StepStatus.Completed], test.StepsOf(TripBooking.Steps.CancelFlight).Select(row => row.Status));
        Assert.Equal(["cancel H1", "cancel F1"], _ledger.Entries.TakeLast(2));
    }

    [Fact]
    public async Task A_run_that_fails_can_be_looked_at_without_an_exception()
    {
        await using var test = Trip().Fail(TripBooking.Steps.BookFlight, new InvalidOperationException("full"));

        var run = await test.RunToEndAsync();

        Assert.Equal((RunStatus.Failed, "full"), (run.Status, run.Error));
    }

    [Fact]
    public async Task A_gate_is_decided_where_the_run_stands_at_it()
    {
        await using var test = Expense();

        await test.RunUntilAsync(ExpenseApproval.Gates.Manager);
        var passed = test.Elapsed;
        await test.ApproveAsync(ExpenseApproval.Gates.Manager, [CostCentre.Travel], "fine", by: "max");
        await test.RunUntilAsync(ExpenseApproval.Gates.Board);
        await test.ApproveAsync(ExpenseApproval.Gates.Board, by: "x");
        await test.ApproveAsync(ExpenseApproval.Gates.Board, by: "y");

        Assert.Equal(new ExpenseResult("paid", "max", "fine", "Travel"), await test.RunAsync());
        Assert.Equal(TimeSpan.Zero, passed);
        Assert.Equal(TimeSpan.Zero, test.Elapsed);
    }

    [Fact]
    public async Task What_is_prepared_answers_gates_and_their_quorum()
    {
        await using var test = Expense().WithAnswers(answers => answers
            .TimeOut(ExpenseApproval.Gates.Manager)
            .Approve(ExpenseApproval.Gates.Director, [CostCentre.Equipment], by: "dora")
            .Approve(ExpenseApproval.Gates.Board, by: "bo"));

        Assert.Equal(new ExpenseResult("paid", "dora", null, "Equipment"), await test.RunAsync());
        Assert.Equal(TimeSpan.FromDays(3), test.Elapsed);
    }

    [Fact]
    public async Task A_gate_that_nobody_decides_runs_into_its_deadline()
    {
        await using var test = Expense();

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(test.RunAsync);

        Assert.Equal("director", failed.Failure.StepId);
        Assert.Equal(TimeSpan.FromDays(10), test.Elapsed);
    }

    [Fact]
    public async Task Messages_are_sent_when_they_are_waited_for_or_before()
    {
        await using var test = WorkflowTest.For(Subscription.Start("ann", "basic", 3)).With(_ledger);

        await test.SignalAsync(Subscription.Signals.PlanChanged, new("gold", "ann"));
        await test.RunUntilAsync(Subscription.Signals.PlanChanged);
        await test.AdvanceAsync(TimeSpan.FromDays(31));
        await test.SignalAsync(Subscription.Signals.PlanChanged, new("basic", "ann"));

        Assert.Equal("basic,gold@1.,basic@3", await test.RunAsync());
    }

    [Fact]
    public async Task A_request_is_answered_when_the_flow_has_come_to_it()
    {
        await using var test = WorkflowTest.For(HelpDesk.Start(3)).With(_ledger);

        await test.RunUntilAsync(HelpDesk.Signals.Asked);
        var light = await test.RequestAsync(HelpDesk.Signals.Asked, new("light", 1));
        var heavy = await test.RequestAsync(HelpDesk.Signals.Asked, new("heavy", 20));
        var passed = test.Elapsed;
        var never = await Assert.ThrowsAsync<WorkflowTestException>(() => test.RequestAsync(HelpDesk.Signals.Asked, new("never", 20)));

        Assert.Equal(("LIGHT", "slept over heavy"), (light.Text, heavy.Text));
        Assert.Equal(TimeSpan.FromDays(1), passed);
        Assert.Contains("to answer a request", never.Message);
    }

    [Fact]
    public async Task Prepared_requests_hand_out_their_replies()
    {
        List<Reply> replies = [];
        await using var test = WorkflowTest.For(HelpDesk.Start(2)).With(_ledger)
            .WithAnswers(answers => answers.Request(HelpDesk.Signals.Asked, new("light", 1), replies.Add).Request(HelpDesk.Signals.Asked, new("heavy", 20), replies.Add));

        Assert.Equal(2, await test.RunAsync());
        Assert.Equal(["LIGHT", "slept over heavy"], replies.Select(reply => reply.Text));
    }

    [Fact]
    public async Task The_same_answers_serve_the_flow_as_plain_method_and_as_run()
    {
        static FlowAnswers Add(FlowAnswers answers) => answers
            .Signal(Subscription.Signals.PlanChanged, new("gold", "ann")).TimeOut(Subscription.Signals.PlanChanged).Signal(Subscription.Signals.PlanChanged, new("basic", "ann"));
        await using var test = WorkflowTest.For(Subscription.Start("ann", "basic", 3)).With(_ledger).WithAnswers(answers => Add(answers));
        using var inline = FlowInline.Begin(test.Time, Add(new FlowAnswers()));

        Assert.Equal(await new Subscription(_ledger).RunAsync("ann", "basic", 3), await test.RunAsync());
    }

    [Fact]
    public async Task Children_are_registered_with_it_and_one_that_is_not_is_named()
    {
        await using var test = WorkflowTest.For(TicketToPullRequest.Start(new("T1", "Faster search", TouchesDatabase: true))).With(_ledger)
            .WithWorkflows(builder => builder.Add(LintFix.Registration).Add(RebaseBranch.Registration))
            .WithAnswers(answers => answers.Approve(TicketToPullRequest.Gates.Checks).Approve(TicketToPullRequest.Gates.Approval));
        await using var bare = WorkflowTest.For(TicketToPullRequest.Start(new("T1", "Faster search", TouchesDatabase: true))).With(_ledger);

        await test.RunAsync();
        var thrown = await Assert.ThrowsAsync<WorkflowTestException>(bare.RunAsync);

        Assert.Contains(test.Calls, call => call.RunId != test.RunId);
        Assert.Contains("WithWorkflows", thrown.Message);
    }

    [Fact]
    public async Task A_cancel_reaches_a_step_that_hangs()
    {
        await using var test = WorkflowTest.For(Waits.Start("step")).With(_ledger).WithWorkflows(builder => builder.Add(Waits.Child.Registration))
            .Hang(Waits.Steps.Hang);
        _ = test.Fake(Waits.Steps.Hang);

        var driven = test.AdvanceAsync(TimeSpan.FromHours(1));
        while (test.Calls.Count == 0) await Task.Delay(1, TestContext.Current.CancellationToken);
        await test.Client.CancelAsync(test.RunId, "enough", cancellationToken: TestContext.Current.CancellationToken);
        await driven;

        Assert.Equal(RunStatus.Cancelled, test.Run.Status);
        Assert.Equal(["finalize step"], _ledger.Entries);
    }

    [Fact]
    public async Task A_step_that_hangs_is_timed_out_on_the_tests_clock()
    {
        await using var test = WorkflowTest.For(Errand.Start(1)).With(_ledger).Hang(Errand.Steps.Go, times: 2);

        await test.RunAsync();

        Assert.Equal([StepStatus.TimedOut, StepStatus.TimedOut, StepStatus.Completed], test.StepsOf(Errand.Steps.Go).Take(3).Select(row => row.Status));
    }

    [Fact]
    public async Task A_wait_for_what_never_comes_is_said_with_the_rows()
    {
        await using var test = Trip();
        await test.RunAsync();
        await using var expense = Expense();

        var ended = await Assert.ThrowsAsync<WorkflowTestException>(() => test.RunUntilAsync(ExpenseApproval.Gates.Board));
        var elsewhere = await Assert.ThrowsAsync<WorkflowTestException>(() => expense.ApproveAsync(ExpenseApproval.Gates.Board));

        Assert.Contains("gate 'board-approval'", ended.Message);
        Assert.Contains("book-car attempt 1: Completed", ended.Message);
        Assert.Contains("does not wait", elsewhere.Message);
    }

    [Fact]
    public async Task Let_go_after_every_operation_it_does_the_same()
    {
        await using var calm = Trip();
        await using var test = Trip().ReloadAfterEveryTransition();

        Assert.Equal(await calm.RunAsync(), await test.RunAsync());
        Assert.Equal(calm.Steps.Select(row => (row.NodeId, row.Attempt, row.Status)), test.Steps.Select(row => (row.NodeId, row.Attempt, row.Status)));
        Assert.Equal(calm.Calls.Select(call => call.Step), test.Calls.Select(call => call.Step));
        Assert.True(test.Run.Generation >= calm.Run.Generation + 3, $"{test.Run.Generation} claims instead of {calm.Run.Generation}");
    }

    [Fact]
    public async Task Let_go_after_every_operation_branches_children_and_items_do_the_same()
    {
        await using var calmTicket = Ticket();
        await using var ticket = Ticket().ReloadAfterEveryTransition();
        await using var calmBatch = Batch();
        await using var batch = Batch().ReloadAfterEveryTransition();

        Assert.Equal(Json(await calmTicket.RunToEndAsync()), Json(await ticket.RunToEndAsync()));
        Assert.Equal(Json(await calmBatch.RunToEndAsync()), Json(await batch.RunToEndAsync()));
        Assert.Equal(RunStatus.Completed, ticket.Run.Status);
    }

    [Fact]
    public async Task Crashes_of_branches_children_and_items_change_nothing()
    {
        var ticket = await CrashAtEveryCommit.RunAsync(Ticket);
        var batch = await CrashAtEveryCommit.RunAsync(Batch);

        Assert.StartsWith("Completed", ticket.Outcome);
        Assert.StartsWith("Completed", batch.Outcome);
    }

    [Fact]
    public async Task Two_tests_of_one_workflow_see_the_same_events_at_the_same_moments()
    {
        await using var one = Batch();
        await using var other = Batch();

        await one.RunAsync();
        await other.RunAsync();

        Assert.Equal(one.Events.Select(happened => (happened.Kind, happened.NodeId, happened.At)), other.Events.Select(happened => (happened.Kind, happened.NodeId, happened.At)));
        Assert.Equal(one.Calls.Select(call => (call.Step, call.At)), other.Calls.Select(call => (call.Step, call.At)));
    }

    [Theory, InlineData(StoreKind.InMemory), InlineData(StoreKind.Sqlite)]
    public async Task Crashes_at_every_commit_change_nothing(StoreKind kind)
    {
        var report = await CrashAtEveryCommit.RunAsync(
            () => Stored(WorkflowTest.For(ExpenseApproval.Start(new("ann", 20_000m, "a car"))).With(new Ledger()), kind),
            async test =>
            {
                await test.RunUntilAsync(ExpenseApproval.Gates.Manager);
                await test.ApproveAsync(ExpenseApproval.Gates.Manager, [CostCentre.Travel]);
                await test.RunUntilAsync(ExpenseApproval.Gates.Board);
                await test.ApproveAsync(ExpenseApproval.Gates.Board, by: "x");
                await test.ApproveAsync(ExpenseApproval.Gates.Board, by: "y");
                await test.RunToEndAsync();
            });

        Assert.True(report.Commits >= 3, $"{report.Commits} commits");
        Assert.Equal(2 * report.Commits, report.Crashes);
        Assert.StartsWith("Completed", report.Outcome);
    }

    [Fact]
    public async Task Crashes_of_a_saga_undo_what_was_done_each_once()
        => Assert.StartsWith("Failed", (await CrashAtEveryCommit.RunAsync(() => Trip(new Ledger()).Fail(TripBooking.Steps.Pay, new InvalidOperationException("no money"), times: 9))).Outcome);

    [Fact]
    public async Task A_workflow_that_keeps_something_outside_its_rows_is_found_out()
    {
        var shared = new Ledger();
        shared.FailingOnce["car"] = true;

        var thrown = await Assert.ThrowsAsync<WorkflowTestException>(() => CrashAtEveryCommit.RunAsync(() => Trip(shared)));

        Assert.Contains("commit 1 of", thrown.Message);
    }

    private static WorkflowTest<string> Trip(Ledger ledger) => WorkflowTest.For(TripBooking.Start("Rome")).With(ledger);

    private WorkflowTest<string> Trip() => Trip(_ledger);

    private WorkflowTest<ExpenseResult> Expense() => WorkflowTest.For(ExpenseApproval.Start(new("ann", 20_000m, "a car"))).With(_ledger);

    private static string Json(WorkflowRun run) => $"{run.Status} {System.Text.Encoding.UTF8.GetString(run.Output.Span)} {run.Error}";

    private static WorkflowTest<PullRequest> Ticket()
        => WorkflowTest.For(TicketToPullRequest.Start(new("T1", "Faster search", TouchesDatabase: true))).With(new Ledger())
            .WithWorkflows(builder => builder.Add(LintFix.Registration).Add(RebaseBranch.Registration))
            .WithAnswers(answers => answers.Approve(TicketToPullRequest.Gates.Checks).Approve(TicketToPullRequest.Gates.Approval));

    private static WorkflowTest<BatchReport> Batch()
        => WorkflowTest.For(NightlyBatch.Start([new("c", ["b"]), new("a", []), new("b", ["a"]), new("d", [], IsBroken: true), new("e", ["d"])], 2)).With(new Ledger());

    private WorkflowTest<T> Stored<T>(WorkflowTest<T> test, StoreKind kind)
        => kind == StoreKind.InMemory
            ? test
            : test.WithStore(time => new SqlitePersistence(new() { Path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():n}.db"), TimeProvider = time }));
}
