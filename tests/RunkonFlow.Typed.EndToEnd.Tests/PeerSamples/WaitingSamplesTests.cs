using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

/// <summary>Runs that wait for messages and time together.</summary>
public sealed class WaitingSamplesTests : IDisposable
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private static readonly DateTimeOffset s_2030 = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Ledger _ledger = new();
    private readonly SampleStores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Theory, CombinatorialStores]
    public async Task A_timer_is_moved_to_an_earlier_and_to_a_later_moment(StoreKind kind)
    {
        await using var test = _stores.On(kind, Alarm.Start(s_2030.AddYears(9)));
        await test.SignalAsync(Alarm.Signals.Moved, s_2030);
        await test.SignalAsync(Alarm.Signals.Moved, s_2030.AddDays(1));

        Assert.Equal(2, await test.RunAsync());
        Assert.Equal(s_2030.AddDays(1), test.Time.GetUtcNow());
    }

    [Theory, CombinatorialStores]
    public async Task The_right_code_in_the_third_guess_is_enough(StoreKind kind)
    {
        await using var test = _stores.On(kind, PhoneCheck.Start("555")).With(_ledger);
        foreach (var guess in new[] { 1, 2, 4711 }) await test.SignalAsync(PhoneCheck.Signals.Guessed, guess);

        Assert.Equal(PhoneVerdict.Verified, await test.RunAsync());
    }

    [Theory, CombinatorialStores]
    public async Task Three_wrong_guesses_are_too_many(StoreKind kind)
    {
        await using var test = _stores.On(kind, PhoneCheck.Start("555")).With(_ledger);
        for (var guess = 1; guess <= 3; guess++) await test.SignalAsync(PhoneCheck.Signals.Guessed, guess);

        Assert.Equal(PhoneVerdict.TooManyGuesses, await test.RunAsync());
    }

    [Theory, CombinatorialStores]
    public async Task All_guesses_have_one_deadline_together(StoreKind kind)
    {
        await using var test = _stores.On(kind, PhoneCheck.Start("555")).With(_ledger);
        await test.AdvanceAsync(TimeSpan.FromSeconds(60));
        await test.SignalAsync(PhoneCheck.Signals.Guessed, 1);

        Assert.Equal(PhoneVerdict.TooLate, await test.RunAsync());
        Assert.Equal(TimeSpan.FromSeconds(90), test.Elapsed);
    }

    [Theory, CombinatorialStores]
    public async Task Two_of_three_opinions_within_the_deadline_decide_and_one_does_not(StoreKind kind)
    {
        await using var two = _stores.On(kind, LoanCheck.Start("Ada")).With(_ledger);
        await using var one = _stores.On(kind, LoanCheck.Start("Bea")).With(_ledger);
        await two.SignalAsync(LoanCheck.Signals.Opinion, new("a", true));
        await two.SignalAsync(LoanCheck.Signals.Opinion, new("b", true));
        await one.SignalAsync(LoanCheck.Signals.Opinion, new("a", true));

        Assert.Equal("granted", await two.RunAsync());
        Assert.Equal("too few opinions", await one.RunAsync());
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15)), (two.Elapsed, one.Elapsed));
    }

    [Theory, CombinatorialStores]
    public async Task Calls_of_all_kinds_are_answered_in_order_and_nothing_is_kept_of_a_refused_one(StoreKind kind)
    {
        await using var test = _stores.On(kind, Basket.Start("Ada")).With(_ledger);

        Assert.Equal(20, (await test.RequestAsync(Basket.Signals.Called, new PutIn("tea", 2, 10))).Total);
        Assert.Equal("0 of jam", (await test.RequestAsync(Basket.Signals.Called, new PutIn("jam", 0, 10))).Refusal);
        Assert.Equal(27, (await test.RequestAsync(Basket.Signals.Called, new PutIn("bun", 1, 7))).Total);
        Assert.Equal(7, (await test.RequestAsync(Basket.Signals.Called, new TakeOut("tea"))).Total);
        Assert.Equal("no tea", (await test.RequestAsync(Basket.Signals.Called, new TakeOut("tea"))).Refusal);
        Assert.Equal(7, (await test.RequestAsync(Basket.Signals.Called, new CheckOut())).Total);
        Assert.Equal(7, await test.RunAsync());
        Assert.Equal(["Ada pays 7"], _ledger.Entries);
    }

    [Theory, CombinatorialStores]
    public async Task A_basket_left_alone_for_a_day_is_put_away(StoreKind kind)
    {
        await using var test = _stores.On(kind, Basket.Start("Ada")).With(_ledger);
        await test.RequestAsync(Basket.Signals.Called, new PutIn("tea", 2, 10));

        Assert.Equal(-1, await test.RunAsync());
        Assert.Equal(TimeSpan.FromDays(1), test.Elapsed);
    }

    [Theory, CombinatorialStores]
    public async Task The_first_call_begins_the_run_and_later_ones_find_it(StoreKind kind)
    {
        await using var stage = await Stage.OpenAsync(kind, Register);
        async Task<(BasketView, bool)> CallAsync(BasketCall call, string key)
        {
            var run = await stage.BeginAsync(Basket.Start("Ada"), new StartOptions { Key = "basket of Ada" });
            return (await stage.Client.RequestAsync(run.RunId, Basket.Signals.Called, call, key, cancellationToken: s_none), run.Existed);
        }

        Assert.Equal((new(20), false), await CallAsync(new PutIn("tea", 2, 10), "1"));
        Assert.Equal((new(27), true), await CallAsync(new PutIn("bun", 1, 7), "2"));
        Assert.Equal((new(27), true), await CallAsync(new PutIn("bun", 1, 7), "2"));
    }

    [Theory, CombinatorialStores]
    public async Task The_caller_hears_of_the_authorisation_while_the_run_goes_on_to_the_capture(StoreKind kind)
    {
        await using var test = _stores.On(kind, EarlyAnswer.Start("visa", 40)).With(_ledger);

        var answer = await test.RequestAsync(EarlyAnswer.Signals.Authorised, "");
        var atAnswer = _ledger.Entries.ToList();

        Assert.Equal(new Authorisation(true, "40 on visa"), answer);
        Assert.Equal(["authorise visa 40"], atAnswer);
        Assert.Equal("captured", await test.RunAsync());
        Assert.Equal("capture visa 40", _ledger.Entries[^1]);
    }

    [Theory, CombinatorialStores]
    public async Task The_caller_hears_why_it_was_not_authorised(StoreKind kind)
    {
        await using var test = _stores.On(kind, EarlyAnswer.Start("visa", 4_000)).With(_ledger);

        Assert.Equal(new Authorisation(false, "above the limit"), await test.RequestAsync(EarlyAnswer.Signals.Authorised, ""));
        Assert.Equal("refused", await test.RunAsync());
    }

    private void Register(RunkonFlowBuilder builder)
    {
        builder.Add(Basket.Registration);
        builder.Services.AddSingleton(_ledger);
    }
}
