using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    [Fact]
    public async Task A_signal_is_durable_before_the_run_waits_for_it()
    {
        var id = await CreatedAsync();

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.SignalAsync(id, By("ann"), new("paid", Utf8("""{"sum":3}""")))));

        var signal = Assert.Single(await Store.GetSignalsAsync(id));
        Assert.Equal((1L, "paid", """{"sum":3}""", Time.Now), (signal.Number, signal.Signal.Name, Text(signal.Signal.Payload), signal.At));
        await WorkerAsync();
        Assert.Equal(1, Assert.Single(await ClaimAsync()).InboxSequence);
    }

    [Fact]
    public async Task Signals_come_in_order_and_only_those_after_a_number()
    {
        var id = await CreatedAsync();
        foreach (var name in new[] { "a", "b", "c" }) await Store.SignalAsync(id, By("ann"), new(name, Utf8("1")));

        var all = await Store.GetSignalsAsync(id);

        Assert.Equal(["a", "b", "c"], all.Select(signal => signal.Signal.Name));
        Assert.Equal(["c"], (await Store.GetSignalsAsync(id, all[1].Number)).Select(signal => signal.Signal.Name));
    }

    [Fact]
    public async Task A_known_key_is_accepted_and_dropped()
    {
        var id = await CreatedAsync();
        await Store.SignalAsync(id, By("ann"), new("paid", Utf8("1"), "k"));

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.SignalAsync(id, By("ann"), new("paid", Utf8("2"), "k"))));
        await Store.SignalAsync(id, By("ann"), new("shipped", Utf8("3"), "k"));

        Assert.Equal(["1", "3"], (await Store.GetSignalsAsync(id)).Select(signal => Text(signal.Signal.Payload)));
    }

    [Fact]
    public async Task A_run_that_has_ended_takes_no_signal()
    {
        var id = await EndedAsync(RunStatus.Completed);

        Assert.Equal(CommandOutcome.Conflict, Outcome(await Store.SignalAsync(id, By("ann"), new("s", Utf8("1")))));
        Assert.Empty(await Store.GetSignalsAsync(id));
    }

    [Fact]
    public async Task A_signal_makes_a_parked_run_due()
    {
        var parked = await ParkedAsync(Time.Now.AddDays(1));

        await Store.SignalAsync(parked.RunId, By("ann"), new("s", Utf8("1")));

        Assert.Equal((RunStatus.Waiting, Time.Now), await GetAsync(parked.RunId) is var run ? (run.Status, run.DueAt) : default);
        Assert.Equal(parked.RunId, Assert.Single(await ClaimAsync()).RunId);
    }

    [Fact]
    public async Task A_signal_that_the_parking_owner_has_not_seen_leaves_the_run_claimable()
    {
        var claimed = await ClaimedAsync();
        await Store.SignalAsync(claimed.RunId, By("ann"), new("s", Utf8("1")));
        var park = After(claimed, RunStatus.Waiting);
        (park.Releases, park.DueAt) = (true, Time.Now.AddDays(1));

        var result = await AppliedAsync(park);

        Assert.Equal(1, result.InboxSequence);
        Assert.Equal(claimed.RunId, Assert.Single(await ClaimAsync()).RunId);
    }

    [Fact]
    public async Task A_signal_that_the_parking_owner_has_seen_does_not_wake_it_again()
    {
        var claimed = await ClaimedAsync();
        await Store.SignalAsync(claimed.RunId, By("ann"), new("s", Utf8("1")));
        var park = After(claimed, RunStatus.Waiting);
        (park.Releases, park.SeenInbox) = (true, 1);
        await AppliedAsync(park);

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_decision_makes_a_parked_run_due()
    {
        var claimed = await ClaimedAsync();
        var park = After(claimed, RunStatus.Waiting);
        park.Releases = true;
        park.Steps.Add(Step("approve", StepStatus.Waiting) with { Role = "gate" });
        await AppliedAsync(park);
        var gate = Assert.Single(await Store.GetStepsAsync(claimed.RunId));

        Assert.Equal(CommandOutcome.Accepted, Outcome(await Store.ApproveAsync(gate.Id, By("ann"))));

        var again = Assert.Single(await ClaimAsync());
        Assert.Equal((1L, StepStatus.Completed), (again.InboxSequence, Assert.Single(again.OpenSteps).Status));
    }

    [Fact]
    public async Task A_signal_does_not_wake_a_suspended_run_but_is_there_when_it_resumes()
    {
        var id = await EndedAsync(RunStatus.Suspended);
        await Store.SignalAsync(id, By("ann"), new("s", Utf8("1")));
        Assert.Empty(await ClaimAsync());

        await Store.ResumeAsync(id, By("ann"));

        Assert.Single(await ClaimAsync());
        Assert.Single(await Store.GetSignalsAsync(id));
    }

    [Fact]
    public async Task A_signal_does_not_hurry_a_run_that_is_due_already()
    {
        var parked = await ParkedAsync(Time.Now);
        var due = Time.Now;
        Time.Advance(TimeSpan.FromSeconds(5));

        await Store.SignalAsync(parked.RunId, By("ann"), new("s", Utf8("1")));

        Assert.Equal(due, (await GetAsync(parked.RunId)).DueAt);
    }
}
