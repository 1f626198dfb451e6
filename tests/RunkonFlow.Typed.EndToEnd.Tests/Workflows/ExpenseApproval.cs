namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Expense(string Employee, decimal Amount, string Purpose);

public enum CostCentre
{
    Travel,
    Training,
    Equipment,
}

public sealed record ExpenseResult(string Outcome, string? By, string? Feedback, string CostCentre);

/// <summary>An expense: the manager has three days, then it goes to the director; large ones need two of the board.</summary>
[Workflow("expense-approval")]
public sealed partial class ExpenseApproval(Ledger ledger)
{
    [Flow]
    public async Task<ExpenseResult> RunAsync(Expense expense, CancellationToken ct = default)
    {
        await RecordAsync(expense, ct);
        var decision = await ManagerAsync(expense, ct);
        var by = "manager";
        if (decision.Outcome == DecisionOutcome.Escalated)
        {
            decision = await DirectorAsync(expense, ct);
            by = "director";
        }
        if (!decision.Approved) return new("rejected", decision.DecidedBy ?? by, decision.Feedback, "");

        if (expense.Amount > 10_000m)
        {
            var board = await BoardAsync(expense.Purpose, ct);
            if (!board.Approved) return new(board.TimedOut ? "expired" : "rejected", board.DecidedBy, board.Feedback, "");
        }

        await PayAsync(expense, ct);
        return new("paid", decision.DecidedBy, decision.Feedback, string.Join('+', decision.Selections));
    }

    [Step]
    private Task RecordAsync(Expense expense, CancellationToken ct = default) => ledger.DoAsync($"record {expense.Purpose}", ct);

    [Step]
    private Task PayAsync(Expense expense, CancellationToken ct = default) => ledger.DoAsync($"pay {expense.Employee}", ct);

    [Gate(Timeout = "3d", OnTimeout = OnTimeout.Escalate, Prompt = "May {expense.Employee} spend {expense.Amount} on {expense.Purpose}?", Assignee = "manager")]
    private partial ValueTask<Decision<CostCentre>> ManagerAsync(Expense expense, CancellationToken ct = default);

    [Gate(Timeout = "7d", OnTimeout = OnTimeout.Fail, Assignee = "director")]
    private partial ValueTask<Decision<CostCentre>> DirectorAsync(Expense expense, CancellationToken ct = default);

    [Gate("board-approval", Timeout = "14d", OnTimeout = OnTimeout.Reject, MinApprovals = 2)]
    private partial ValueTask<Decision> BoardAsync(string purpose, CancellationToken ct = default);
}
