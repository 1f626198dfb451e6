using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

/// <summary>People who decide or do not, and what is undone.</summary>
public sealed class DecidingSamplesTests : IDisposable
{
    private readonly Ledger _ledger = new();
    private readonly SampleStores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Theory, CombinatorialStores]
    public async Task A_question_goes_up_the_line_with_a_reminder_each_day(StoreKind kind)
    {
        await using var test = _stores.On(kind, Leave.Start("Ada", ["Bea", "Cid", "Dan"])).With(_ledger);
        await test.AdvanceAsync(TimeSpan.FromDays(4.5));
        await test.ApproveAsync(Leave.Gates.Consent, [LeaveAnswer.Unpaid]);

        Assert.Equal("Cid: Unpaid", await test.RunAsync());
        Assert.Equal(["remind Bea 1", "remind Bea 2", "remind Cid 1"], _ledger.Entries.Where(entry => !entry.EndsWith("Bea 3", StringComparison.Ordinal)));
    }

    [Theory, CombinatorialStores]
    public async Task Where_all_keep_silent_nobody_decides(StoreKind kind)
    {
        await using var test = _stores.On(kind, Leave.Start("Ada", ["Bea", "Cid"])).With(_ledger);

        Assert.Equal("nobody decided", await test.RunAsync());
        Assert.Equal(TimeSpan.FromDays(6), test.Elapsed);
    }

    [Theory, CombinatorialStores]
    public async Task What_was_booked_side_by_side_is_given_back_when_one_is_not_to_be_had(StoreKind kind)
    {
        await using var test = _stores.On(kind, Journey.Start("Ada", "car")).With(_ledger);

        var run = await test.RunToEndAsync();

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains("no car", run.Error, StringComparison.Ordinal);
        Assert.Equal(["give back bed-1", "give back flight-1"], _ledger.Entries.Where(entry => entry.StartsWith("give", StringComparison.Ordinal)).Order());
        Assert.Contains("tell Ada", _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_journey_that_nobody_confirms_is_given_back(StoreKind kind)
    {
        await using var test = _stores.On(kind, Journey.Start("Ada")).With(_ledger);

        var run = await test.RunToEndAsync();

        Assert.Equal((RunStatus.Failed, TimeSpan.FromHours(2)), (run.Status, test.Elapsed));
        Assert.Equal(3, _ledger.Entries.Count(entry => entry.StartsWith("give back", StringComparison.Ordinal)));
    }

    [Theory, CombinatorialStores]
    public async Task A_confirmed_journey_is_kept(StoreKind kind)
    {
        await using var test = _stores.On(kind, Journey.Start("Ada")).With(_ledger).WithAnswers(answers => answers.Signal(Journey.Signals.Confirmed, "yes"));

        Assert.Equal("flight-1 bed-1 car-1", await test.RunAsync());
        Assert.DoesNotContain(_ledger.Entries, entry => entry.StartsWith("give back", StringComparison.Ordinal));
    }
}
