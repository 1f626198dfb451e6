using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class CancellationTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new() { Hanging = { ["step"] = true, ["branch"] = true }, Failing = { ["fail"] = true } };

    public static TheoryData<string, StoreKind> Waits_and_stores
        => new(new[] { "step", "backoff", "gate", "signal", "timer", "child", "parallel" }
            .SelectMany(how => Enum.GetValues<StoreKind>().Select(kind => (how, kind))));

    [Theory, MemberData(nameof(Waits_and_stores))]
    public async Task A_cancel_reaches_a_run_however_it_waits(string how, StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await WaitingAsync(host, how);

        await host.Client.CancelAsync(run.RunId, "enough", options: new() { By = "ann" }, cancellationToken: s_none);
        var ended = await host.EndOfAsync(run.RunId);

        Assert.Equal((RunStatus.Cancelled, "enough", "ann"), (ended.Status, ended.CancelRequest!.Reason, ended.CancelRequest.By));
        Assert.Equal($"finalize {how}", _ledger.Entries[^1]);
        if (how == "parallel") Assert.Contains("finalize branch", _ledger.Entries);
        Assert.DoesNotContain(await host.StepsOfAsync(run.RunId), row => !row.Status.IsTerminal());
        foreach (var child in (await host.Client.ListAsync(new() { Parent = run.RunId, IncludeEnded = true }, s_none)).Runs)
            Assert.Equal(RunStatus.Cancelled, (await host.EndOfAsync(child.Id)).Status);
        Assert.Equal(how == "child", _ledger.Entries.Contains("finalize child"));
        Assert.Empty(host.Logs.Errors);
    }

    [Theory, MemberData(nameof(Waits_and_stores))]
    public async Task A_cancel_reaches_a_paused_run_however_it_waits(string how, StoreKind kind)
    {
        if (how is "step" or "parallel") _ledger.Hanging.Clear();
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await WaitingAsync(host, how == "step" ? "timer" : how);
        await host.Client.PauseAsync(run.RunId, cancellationToken: s_none);
        await host.UntilAsync(run.RunId, r => r.Status == RunStatus.Suspended);

        await host.Client.CancelAsync(run.RunId, "enough", cancellationToken: s_none);
        var ended = await host.EndOfAsync(run.RunId);

        Assert.Equal((RunStatus.Cancelled, "enough"), (ended.Status, ended.CancelRequest!.Reason));
        Assert.StartsWith("finalize ", _ledger.Entries[^1], StringComparison.Ordinal);
    }

    [Theory, CombinatorialStores]
    public async Task A_cancel_in_a_finalizer_is_delivered_behind_it(StoreKind kind)
    {
        _ledger.Hanging["finalize gate"] = true;
        await using var store = new TestStore(kind);
        await using var host = await StartAsync(store);
        var run = await WaitingAsync(host, "gate");
        await host.Client.ApproveAsync(run.RunId, Waits.Gates.Ask, cancellationToken: s_none);
        await host.UntilAsync(run.RunId, _ => _ledger.Entries.Contains("finalize gate"));

        await host.Client.CancelAsync(run.RunId, "enough", cancellationToken: s_none);
        _ledger.Hanging.Clear();
        _ledger.Release();
        var ended = await host.EndOfAsync(run.RunId);

        // The flow ends before another operation begins, so it ends as it does.
        Assert.Equal(RunStatus.Completed, ended.Status);
    }

    private async Task<RunHandle<string>> WaitingAsync(EngineHost host, string how)
    {
        var run = await host.Client.StartAsync(Waits.Start(how), cancellationToken: s_none);
        if (how is "step" or "parallel" && !_ledger.Hanging.IsEmpty) await host.UntilAsync(run.RunId, _ => _ledger.Entries.Count > 0);
        else await host.UntilAsync(run.RunId, r => r.Status == RunStatus.Waiting);
        if (how == "child") await host.UntilAsync(run.RunId, _ => true);
        return run;
    }

    private async Task<EngineHost> StartAsync(TestStore store)
        => await new EngineHost(
            builder =>
            {
                builder.Add(Waits.Registration);
                builder.Add(Waits.Child.Registration);
                builder.Services.AddSingleton(_ledger);
            },
            store.Store, store.Time, Patient.Lease).StartAsync();
}
