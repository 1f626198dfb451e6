using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class LimitTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Theory, CombinatorialStores]
    public async Task No_more_than_the_limit_run_at_once_over_two_workers_and_a_rate_holds(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var bank = new Bank(store.Time);
        await using var first = await StartAsync(store, bank);
        await using var second = await StartAsync(store, bank);

        var runs = new List<RunId>();
        for (var i = 0; i < 12; i++) runs.Add((await first.Client.StartAsync(Transfer.Start($"a{i % 2}", i), cancellationToken: s_none)).RunId);
        foreach (var run in runs)
        {
            await first.UntilAsync(run, now =>
            {
                // Nobody is woken by a rate: hours pass until the last mail is sent.
                if (!now.Status.IsTerminal()) store.Time.Advance(TimeSpan.FromSeconds(30));
                return now.Status.IsTerminal();
            });
        }

        Assert.Equal(12, bank.Bookings);
        Assert.InRange(bank.MostAtOnce, 1, 2);
        var mails = bank.Mails.Order().ToList();
        Assert.Equal(12, mails.Count);
        // A bucket of three that fills within the hour: of seven in a row the first and the last are an hour apart, less a tick.
        for (var i = 0; i + 6 < mails.Count; i++) Assert.True(mails[i + 6] - mails[i] >= TimeSpan.FromMinutes(59), $"{mails[i]} … {mails[i + 6]}");
        Assert.Empty(first.Logs.Errors);
        Assert.Empty(second.Logs.Errors);
    }

    private static async Task<EngineHost> StartAsync(TestStore store, Bank bank)
        => await new EngineHost(
            builder =>
            {
                builder.Add(Transfer.Registration);
                builder.Services.AddSingleton(bank);
            },
            store.Store, store.Time, Patient.Lease).StartAsync();
}
