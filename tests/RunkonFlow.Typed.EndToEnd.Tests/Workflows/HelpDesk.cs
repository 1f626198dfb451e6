namespace RunkonFlow.Typed.EndToEnd.Workflows;

internal sealed record Question(string Text, int Weight);

internal sealed record Reply(string Text, IReadOnlyList<int> Weights);

/// <summary>Answers questions: light ones at once, one heavy one after it has slept over it, and never one that says so.</summary>
[Workflow("help-desk")]
internal sealed partial class HelpDesk(Ledger ledger)
{
    [Flow]
    public async Task<int> RunAsync(int questions, CancellationToken ct = default)
    {
        var answered = 0;
        for (var i = 0; i < questions; i++)
        {
            var request = await AskedAsync(ct);
            switch (request.Message)
            {
                case { Weight: < 10 }:
                    request.Reply(new Reply(request.Message.Text.ToUpperInvariant(), [request.Message.Weight]));
                    await NoteAsync(request.Message.Text, ct);
                    answered++;
                    break;
                case { Text: "at length" }:
                    request.Reply(new Reply(new('x', 5000), []));
                    break;
                case { Text: "twice" }:
                    request.Reply(new Reply("once", []));
                    await Flow.As("note-first", NoteAsync("first", ct));
                    request.Reply(new Reply("again", []));
                    break;
                case { Text: "never" }:
                    await Flow.As("note-never", NoteAsync("never", ct));
                    break;
                default:
                    await Flow.Delay(TimeSpan.FromDays(1), ct);
                    await Flow.As("note-slept", NoteAsync($"slept over {request.Message.Text}", ct));
                    request.Reply(new Reply($"slept over {request.Message.Text}", [1, 2]));
                    answered++;
                    break;
            }
        }
        return answered;
    }

    [Signal]
    private partial ValueTask<Request<Question, Reply>> AskedAsync(CancellationToken ct = default);

    [Step]
    private Task NoteAsync(string text, CancellationToken ct = default) => ledger.DoAsync(text, ct);
}
