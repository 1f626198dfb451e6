using System.Collections.Immutable;
using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

internal sealed record CreditOpinion(string Bureau, bool IsGood);

/// <summary>Asks three bureaus by message, and decides by what has come within a quarter of an hour: two are enough, one is not.</summary>
[Workflow("loan-check")]
internal sealed partial class LoanCheck(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string customer, CancellationToken ct = default)
    {
        await AskBureausAsync(customer, ct);
        var deadline = Flow.UtcNow + TimeSpan.FromMinutes(15);
        var opinions = ImmutableList<CreditOpinion>.Empty;
        for (var i = 0; i < 3; i++)
        {
            var next = await Flow.Race(OpinionAsync(ct), Flow.Unit(Flow.Until(deadline, ct)));
            if (next.Winner == 1) break;
            opinions = opinions.Add(next.First!);
        }
        return opinions.Count < 2 ? "too few opinions" : opinions.All(opinion => opinion.IsGood) ? "granted" : "refused";
    }

    [Signal]
    private partial ValueTask<CreditOpinion> OpinionAsync(CancellationToken ct = default);

    [Step]
    private Task AskBureausAsync(string customer, CancellationToken ct = default) => ledger.DoAsync($"ask about {customer}", ct);
}
