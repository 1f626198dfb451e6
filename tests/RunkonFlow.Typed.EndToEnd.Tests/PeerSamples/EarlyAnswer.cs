using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

internal sealed record Authorisation(bool IsGranted, string Text);

/// <summary>A payment whose caller waits until it is authorised, and no longer; capturing it goes on behind.</summary>
[Workflow("early-answer")]
internal sealed partial class EarlyAnswer(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string card, long amount, CancellationToken ct = default)
    {
        var answer = new Authorisation(true, $"{amount} on {card}");
        try
        {
            await AuthoriseAsync(card, amount, ct);
        }
        catch (StepFailedException e)
        {
            answer = new(false, e.Message);
        }
        var caller = await AuthorisedAsync(ct);
        caller.Reply(answer);
        if (!answer.IsGranted) return "refused";
        await Flow.Delay(TimeSpan.FromHours(2), ct);
        await CaptureAsync(card, amount, ct);
        return "captured";
    }

    [Signal]
    private partial ValueTask<Request<string, Authorisation>> AuthorisedAsync(CancellationToken ct = default);

    [Step]
    private Task AuthoriseAsync(string card, long amount, CancellationToken ct = default)
        => amount > 1_000 ? throw new InvalidOperationException("above the limit") : ledger.DoAsync($"authorise {card} {amount}", ct);

    [Step]
    private Task CaptureAsync(string card, long amount, CancellationToken ct = default) => ledger.DoAsync($"capture {card} {amount}", ct);
}
