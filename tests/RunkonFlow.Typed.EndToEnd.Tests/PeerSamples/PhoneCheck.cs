using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

internal enum PhoneVerdict
{
    Verified,
    TooManyGuesses,
    TooLate,
}

/// <summary>Sends a code to a telephone; its owner has ninety seconds in all, and three guesses, to send it back.</summary>
[Workflow("phone-check")]
internal sealed partial class PhoneCheck(Ledger ledger)
{
    [Flow]
    public async Task<PhoneVerdict> RunAsync(string number, CancellationToken ct = default)
    {
        var code = await SendCodeAsync(number, ct);
        var deadline = Flow.UtcNow + TimeSpan.FromSeconds(90);
        for (var guess = 0; guess < 3; guess++)
        {
            var answer = await Flow.Race(GuessedAsync(ct), Flow.Unit(Flow.Until(deadline, ct)));
            if (answer.Winner == 1) return PhoneVerdict.TooLate;
            if (answer.First == code) return PhoneVerdict.Verified;
        }
        return PhoneVerdict.TooManyGuesses;
    }

    [Signal]
    private partial ValueTask<int> GuessedAsync(CancellationToken ct = default);

    [Step]
    private async Task<int> SendCodeAsync(string number, CancellationToken ct = default)
    {
        await ledger.DoAsync($"code to {number}", ct);
        return 4711;
    }
}
