// === A_gate_a_signal_and_a_loop_until_approved
    [Flow]
    public async Task<int> RunAsync(Order order, CancellationToken ct = default)
    {
        var decision = await ApprovalAsync(order, ct);
        while (Flow.Loop(!decision.Approved, max: 3))
        {
            order = order with { Total = order.Total - 1 };
            decision = await Flow.As("again", ApprovalAsync(order, ct));
        }
        try
        {
            return await PaidAsync(ct);
        }
        catch (StepFailedException e) when (e.StepId == "paid")
        {
            await NoteAsync(e.StepId, ct);
            return 0;
        }
    }

    [Gate(Timeout = "72h", OnTimeout = OnTimeout.Reject, MinApprovals = 2, Prompt = "Ship {order.Id} of {order.Lines} lines? {{sure}}", Assignee = "stock")]
    private partial ValueTask<Decision> ApprovalAsync(Order order, CancellationToken ct = default);

    [Signal(Timeout = "14d")]
    private partial ValueTask<int> PaidAsync(CancellationToken ct = default);

// === Gates_with_options
    [Flow]
    public async Task<string> RunAsync(int n, CancellationToken ct = default)
    {
        var day = await DayAsync(ct: ct);
        var words = new List<string> { "a" };
        var word = await WordAsync([.. words, $"{n}"], ct);
        await DayLaterAsync(n, ct);
        return $"{day.Selections[0]} {word.Selections.Count} {day.TimedOut}";
    }

    [Gate(Timeout = "1h", Prompt = "{note}")]
    private partial ValueTask<Decision<DayOfWeek>> DayAsync(string? note = null, CancellationToken ct = default);

    [Gate("which-word", Timeout = "1h")]
    internal partial ValueTask<Decision<string>> WordAsync(string[] options, CancellationToken ct = default);

    [Gate(Timeout = "1h")]
    private static partial ValueTask<Decision> DayLaterAsync(int? n, CancellationToken ct = default);

// === Gates_and_signals_of_a_private_type
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var pick = await PickAsync();
        var note = await NoteOfAsync();
        return pick.Selections.Count + note.Text.Length + n;
    }

    private enum Choice { One, Two }

    private sealed record Note(string Text);

    [Gate(Timeout = "1h")]
    private partial ValueTask<Decision<Choice>> PickAsync(CancellationToken ct = default);

    [Signal(Timeout = "1h")]
    private partial ValueTask<Note> NoteOfAsync(CancellationToken ct = default);

// === Requests_in_a_loop_that_lives_on
namespace Accounts;

public sealed record Move(int Amount);

public sealed record Balance(int Sum, int? Before);

[Workflow("account", KeepHistory = 3, KeepsFrames = true)]
public sealed partial class Account
{
    [Flow]
    public async Task<int> RunAsync(int sum, CancellationToken ct = default)
    {
        while (Flow.Forever)
        {
            var move = await MovedAsync(ct);
            if (move.Message.Amount == 0) break;
            var before = sum;
            sum = await BookAsync(sum, move.Message, ct);
            move.Reply(new Balance(sum, before));
        }
        return sum;
    }

    [Signal]
    private partial ValueTask<Request<Move, Balance>> MovedAsync(CancellationToken ct = default);

    [Step]
    private Task<int> BookAsync(int sum, Move move, CancellationToken ct = default) => Task.FromResult(sum + move.Amount);
}
