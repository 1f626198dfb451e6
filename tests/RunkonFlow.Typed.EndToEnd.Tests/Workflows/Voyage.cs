namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Berth(string Name);

/// <summary>Everything that a graph can show, under names that a drawing could take for its own words.</summary>
[Workflow("voyage", Title = "The \"end\" of [a] {voyage} <b>#1</b>; %%{init: {}}%% `x` — Übersee 🚢")]
public sealed partial class Voyage(Ledger ledger, Mooring mooring)
{
    [Flow]
    public async Task<int> RunAsync(int stops, string[] crates, CancellationToken ct = default)
    {
        var berth = await BookAsync(ct);
        try
        {
            if (stops > 0) await SoundAsync(stops, ct);
            try
            {
                await Flow.Parallel(Flow.Unit(LoadAsync("end", ct)), Flow.Unit(Flow.As("end", LoadAsync("subgraph", ct))));
            }
            catch (StepFailedException)
            {
                await Flow.As("class", LoadAsync("later", ct));
            }
            var clearance = await ClearAsync(berth.Name, ct);
            if (!clearance.Approved) return 0;
            await mooring.RunAsync(berth.Name, ct);
            var loaded = await Flow.ForEach(crates, StowAsync, new() { MaxParallel = 2, OnFailure = OnItemFailure.Continue, Key = static crate => crate }, ct);
            return loaded.Completed.Count();
        }
        finally
        {
            await Flow.As("sweep", LoadAsync("sweep", ct));
        }
    }

    [SubFlow]
    private async Task SoundAsync(int stops, CancellationToken ct = default)
    {
        for (var stop = 0; Flow.Loop(stop < stops, max: 10); stop++)
        {
            await MeasureAsync(stop, ct);
            await Flow.Delay(stop == 2 ? TimeSpan.FromDays(1000) : TimeSpan.FromSeconds(1), ct);
        }
    }

    [Step, Retry(MaxAttempts = 3, Delay = "1000d", MaxDelay = "1000d", Jitter = false)]
    private async Task<Berth> BookAsync(CancellationToken ct = default)
    {
        await ledger.DoAsync("book", ct);
        return new("[B] \"end\"");
    }

    [Step, Compensates(nameof(BookAsync))]
    private Task UnbookAsync(CancellationToken ct = default) => ledger.DoAsync("unbook", ct);

    [Step]
    private Task LoadAsync(string what, CancellationToken ct = default) => ledger.DoAsync($"load {what}", ct);

    [Step]
    private Task MeasureAsync(int stop, CancellationToken ct = default) => ledger.DoAsync($"measure {stop}", ct);

    [Gate(Timeout = "2000d", OnTimeout = OnTimeout.Reject, Prompt = "May {berth} be left?", Assignee = "the <harbour>", MinApprovals = 2)]
    private partial ValueTask<Decision> ClearAsync(string berth, CancellationToken ct = default);

    [Step]
    private Task<int> StowAsync(string crate, CancellationToken ct = default)
    {
        var done = ledger.DoAsync($"stow {crate}", ct);
        return done.ContinueWith(static task => { task.GetAwaiter().GetResult(); return 1; }, TaskScheduler.Default);
    }
}

/// <summary>A child that waits for a message.</summary>
[Workflow("mooring")]
public sealed partial class Mooring
{
    [Flow]
    public async Task RunAsync(string berth, CancellationToken ct = default) => await FastAsync(ct);

    [Signal(Timeout = "2000d")]
    private partial ValueTask<string> FastAsync(CancellationToken ct = default);
}

/// <summary>One mail in a thousand days.</summary>
[Workflow("mailing")]
public sealed partial class Mailing(Ledger ledger)
{
    [Flow]
    public async Task RunAsync(string to, CancellationToken ct = default) => await MailAsync(to, ct);

    [Step, RateLimit("voyage-mails", Limit = 1, Per = "1000d")]
    private Task MailAsync(string to, CancellationToken ct = default) => ledger.DoAsync($"mail {to}", ct);
}
