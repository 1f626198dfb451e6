using System.Collections.Concurrent;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>The bodies of all steps. Each call says where it stands, and so to which run it belongs.</summary>
public sealed class EngineWorld
{
    private static readonly char[] Marks = ['.', '/', '!'];

    private readonly ConcurrentDictionary<string, EngineRun> _runs = new();

    public void Add(EngineRun run) => _runs[run.At] = run;

    public async Task<int> AskAsync(int site, string at, int x, int attempt, CancellationToken cancellationToken)
    {
        await BeginAsync($"ask {site} {x} #{attempt}", site, at, cancellationToken);
        return ValueOf(site, at, x, attempt);
    }

    public async Task<Booked> BookAsync(int site, string at, int x, int attempt, CancellationToken cancellationToken)
    {
        await BeginAsync($"book {site} {x} #{attempt}", site, at, cancellationToken);
        return new(site, at, ValueOf(site, at, x, attempt));
    }

    public async Task<int> TellAsync(int site, string at, int x)
    {
        await BeginAsync($"tell {site} {x}", site, at, CancellationToken.None);
        return RunOf(at).Plan.Value(site, Local(at));
    }

    public Task UnbookAsync(Booked booked)
    {
        RunOf(booked.At).Add(UndoStrand(booked.At), $"unbook {booked.Site} {booked.Value}");
        return Task.CompletedTask;
    }

    public async Task<int> HangAsync(int site, string at, int x, CancellationToken cancellationToken)
    {
        RunOf(at).Add(at, $"hang {site} {x}");
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    public Task<int> FailAsync(int site, string at, int x)
    {
        RunOf(at).Add(at, $"fail {site} {x}");
        throw new InvalidOperationException($"failed {site} {at}");
    }

    /// <summary>The part of a place that is the same in every run of a program.</summary>
    public static string Local(string at) => at.IndexOfAny(Marks) is > 0 and var mark ? at[mark..] : "";

    /// <summary>Bookings of one run outside of branches are undone in one order; of those in branches only each branch's own is known.</summary>
    public static string UndoStrand(string at)
    {
        var run = at.LastIndexOf('!') + 1;
        return at.IndexOf('/', run) >= 0 ? $"undo {at}" : $"undo {(run > 0 ? at[..run] : at.Split('.')[0])}";
    }

    private async Task BeginAsync(string call, int site, string at, CancellationToken cancellationToken)
    {
        var run = RunOf(at);
        run.Add(at, call);
        if (run.Plan.Cancel is not { } cancel || cancel.Site != site || cancel.At != at) return;
        await run.CancelAsync();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private int ValueOf(int site, string at, int x, int attempt)
    {
        var plan = RunOf(at).Plan;
        return plan.Fails(site, Local(at), attempt) ? throw new InvalidOperationException($"cannot {site} {at}") : (plan.Value(site, Local(at)) + x) % 97;
    }

    private EngineRun RunOf(string at) => _runs[at.IndexOfAny(Marks) is > 0 and var mark ? at[..mark] : at];
}
