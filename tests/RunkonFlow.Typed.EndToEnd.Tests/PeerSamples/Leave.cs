using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

internal enum LeaveAnswer
{
    Paid,
    Unpaid,
    Shorter,
}

/// <summary>Asks a superior, reminds them each day, and after three days their own superior, up to the top, who decides or nobody does.</summary>
[Workflow("leave")]
internal sealed partial class Leave(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string person, IReadOnlyList<string> superiors, CancellationToken ct = default)
    {
        foreach (var superior in superiors)
        {
            var answer = await Flow.Race(ConsentAsync(person, superior, ct), RemindAsync(superior, ct));
            var decision = answer.First!;
            if (decision.Outcome == DecisionOutcome.Escalated) continue;
            return decision.Approved ? $"{superior}: {decision.Selections[0]}" : $"{superior}: no, {decision.Feedback}";
        }
        return "nobody decided";
    }

    [SubFlow]
    private async Task<int> RemindAsync(string superior, CancellationToken ct = default)
    {
        for (var day = 1; day <= 30; day++)
        {
            await Flow.Delay(TimeSpan.FromDays(1), ct);
            await MailAsync(superior, day, ct);
        }
        return 30;
    }

    [Gate(Timeout = "3d", OnTimeout = OnTimeout.Escalate, Prompt = "May {person} go?", Assignee = "{superior}")]
    private partial ValueTask<Decision<LeaveAnswer>> ConsentAsync(string person, string superior, CancellationToken ct = default);

    [Step]
    private Task MailAsync(string superior, int day, CancellationToken ct = default) => ledger.DoAsync($"remind {superior} {day}", ct);
}
