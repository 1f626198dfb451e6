using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>
/// Defects of an earlier system that show only where flow, engine and store meet. Each is named after its number there and
/// holds here as the opposite; those that a store alone can have stand in the conformance suite.
/// </summary>
public sealed class DefectTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task BUG_03_a_resumed_run_does_not_pass_a_second_gate_of_the_same_name(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await stage.BeginAsync(Relay.Start("r1"));
        await stage.ParkedAsync(run.RunId, "approval");
        await stage.Client.ApproveAsync(run.RunId, Relay.Gates.Approval, cancellationToken: s_none);
        await stage.Host.UntilAsync(run.RunId, _ => GatesOf(stage, run.RunId).Count == 2);

        await stage.RestartAsync();
        await stage.ParkedAsync(run.RunId, "approval");

        Assert.Equal([StepStatus.Completed, StepStatus.Waiting], GatesOf(stage, run.RunId));
        await stage.Client.RejectAsync(run.RunId, Relay.Gates.Approval, cancellationToken: s_none);
        Assert.Equal("rejected", await stage.ResultOfAsync(run));
    }

    [Theory, CombinatorialStores]
    public async Task BUG_04_a_resumed_run_repeats_no_part_and_later_conditions_see_what_each_gave(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        var run = await stage.BeginAsync(Relay.Start("r1"));
        for (var gate = 1; gate <= 2; gate++)
        {
            await stage.Host.UntilAsync(run.RunId, now => now.Status == RunStatus.Waiting && GatesOf(stage, run.RunId).Count == gate);
            await stage.RestartAsync();
            await stage.Client.ApproveAsync(run.RunId, Relay.Gates.Approval, cancellationToken: s_none);
        }

        Assert.Equal("passed on", await stage.ResultOfAsync(run));
        Assert.Equal(
            ["fix 5 lint problems of r1 1", "fix 5 lint problems of r1 2", "lint r1 1", "lint r1 2", "weigh left", "weigh r1", "weigh right"],
            _ledger.Entries.SkipLast(3).Order(StringComparer.Ordinal));
        Assert.Equal(["tell joined", "tell parted", "tell linted"], _ledger.Entries.TakeLast(3));
    }

    [Theory, CombinatorialStores]
    public async Task BUG_05_a_timeout_waits_for_no_body_is_retried_and_is_handled_by_the_flow(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);

        var run = await stage.BeginAsync(Impatient.Start());

        Assert.Equal("gave up after 2 attempts", await stage.ResultOfAsync(run));
        Assert.Equal(["dawdle", "dawdle", "note"], _ledger.Entries);
        var rows = (await stage.StepsOfAsync(run.RunId)).Where(row => row.NodeId == "dawdle").ToList();
        Assert.Equal([(StepStatus.TimedOut, false), (StepStatus.TimedOut, true)], rows.Select(row => (row.Status, row.Tolerated)));
        Assert.Equal(RunStatus.Completed, (await stage.EndOfAsync(run.RunId)).Status);
    }

    [Theory, CombinatorialStores]
    public async Task BUG_15_items_that_cannot_be_listed_or_keyed_fail_the_run_and_no_row_stays_open(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);
        foreach (var isKey in new[] { false, true })
        {
            var run = await stage.BeginAsync(BrokenSource.Start(isKey));
            var ended = await stage.EndOfAsync(run.RunId);

            Assert.Equal((RunStatus.Failed, "Attempted to divide by zero."), (ended.Status, ended.Error));
            Assert.DoesNotContain(await stage.StepsOfAsync(run.RunId), row => !row.Status.IsTerminal());
        }
        Assert.Empty(_ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task BUG_16_a_resumed_run_tells_two_children_of_one_workflow_apart(StoreKind kind)
    {
        _ledger.FailingOnce["lint r1 2"] = true;
        await using var stage = await OpenAsync(kind);
        var run = await stage.BeginAsync(Relay.Start("r1"));
        Assert.Equal(RunStatus.Failed, (await stage.EndOfAsync(run.RunId)).Status);
        await stage.RestartAsync();

        await stage.Client.RetryAsync(run.RunId, cancellationToken: s_none);
        await stage.ParkedAsync(run.RunId, "approval");

        Assert.Equal(1, _ledger.Entries.Count(entry => entry == "lint r1 1"));
        Assert.Equal(2, _ledger.Entries.Count(entry => entry == "lint r1 2"));
        var children = (await stage.Client.ListAsync(new() { Parent = run.RunId, IncludeEnded = true }, s_none)).Runs;
        Assert.Equal([RunStatus.Completed, RunStatus.Completed, RunStatus.Failed], children.Select(child => child.Status).Order());
    }

    [Theory, CombinatorialStores]
    public async Task BUG_19_a_gate_with_a_resolver_is_polled_until_it_decides(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);

        var run = await stage.BeginAsync(Rollout.Start(0));

        Assert.Equal("the probe after 0", await stage.ResultOfAsync(run));
        Assert.Equal(["probe", "probe", "probe", "probe"], _ledger.Entries);
        Assert.Equal(StepStatus.Completed, (await stage.StepsOfAsync(run.RunId)).Single(row => row.Role == "gate").Status);
    }

    [Theory, CombinatorialStores]
    public async Task BUG_20_a_loop_is_stuck_after_two_equal_rounds_and_not_after_one(StoreKind kind)
    {
        await using var stage = await OpenAsync(kind);

        // Progress is 0, 0, 1, 1, 2, …: equal for one round, never for two.
        var run = await stage.BeginAsync(Rollout.Start(8));

        Assert.Equal("the probe after 8", await stage.ResultOfAsync(run));
    }

    [Theory, CombinatorialStores]
    public async Task BUG_23_a_fail_fast_waits_for_no_slow_branch_and_each_branch_has_its_events(StoreKind kind)
    {
        var shop = new Shop();
        await using var stage = await Stage.OpenAsync(kind, builder =>
        {
            builder.Services.AddSingleton(shop);
            builder.Add(Standoff.Registration);
        });

        // Of its branches one waits for 900 days and one for ever.
        var run = await stage.BeginAsync(Standoff.Start(failFast: true));
        var ended = await stage.EndOfAsync(run.RunId);

        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.InRange(ended.EndedAt!.Value - ended.CreatedAt, TimeSpan.Zero, TimeSpan.FromDays(1));
        var events = await stage.Client.GetEventsAsync(run.RunId, cancellationToken: s_none);
        Assert.Equal(["step-started", "step-cancelled"], events.Where(one => one.NodeId == "hang").Select(one => one.Kind));
        Assert.Equal(["step-waiting", "step-cancelled"], events.Where(one => one.NodeId == "wait/delay").Select(one => one.Kind));
        Assert.Equal(3, events.Count(one => one is { NodeId: "fail", Kind: "step-failed" }));
    }

    private static List<StepStatus> GatesOf(Stage stage, RunId run)
        => [.. stage.StepsOfAsync(run).GetAwaiter().GetResult().Where(row => row.Role == "gate").Select(row => row.Status)];

    private Task<Stage> OpenAsync(StoreKind kind) => Stage.OpenAsync(kind, Register);

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(Relay.Registration).Add(LintFix.Registration).Add(Rollout.Registration).Add(BrokenSource.Registration).Add(Impatient.Registration);
        builder.Services.AddSingleton(_ledger);
    }
}
