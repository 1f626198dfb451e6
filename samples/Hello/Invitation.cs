using RunkonFlow.Typed;

namespace Hello;

/// <summary>Asks somebody whether a guest may come, and greets the guest.</summary>
[Workflow("invitation")]
public sealed partial class Invitation(Mailbox mailbox)
{
    [Flow]
    public async Task<string> RunAsync(string guest, CancellationToken ct = default)
    {
        var greeting = await GreetAsync(guest, ct);
        var decision = await ConsentAsync(guest, ct);
        if (!decision.Approved) return $"{guest} stays at home: {decision.Feedback}";
        await SendAsync(greeting, ct);
        return greeting;
    }

    [Step]
    private Task<string> GreetAsync(string guest, CancellationToken ct = default) => Task.FromResult($"Hello {guest}");

    [Gate(Timeout = "3d", OnTimeout = OnTimeout.Reject, Prompt = "May {guest} come?")]
    private partial ValueTask<Decision> ConsentAsync(string guest, CancellationToken ct = default);

    [Step(Timeout = "30s"), Retry(MaxAttempts = 5, Delay = "2s", Backoff = Backoff.Exponential)]
    private Task SendAsync(string text, CancellationToken ct = default, StepContext step = default) => mailbox.SendAsync(text, step.IdempotencyKey, ct);
}
