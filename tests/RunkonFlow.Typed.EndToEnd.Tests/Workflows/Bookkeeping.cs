using System.Data.Common;

namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>What happens to the bookkeeper while she has the transaction.</summary>
public sealed class BookkeepingWorld
{
    public Func<string, DbTransaction, CancellationToken, Task> OnEntry { get; set; } = static (_, _, _) => Task.CompletedTask;
}

/// <summary>Entries in the user's own table, made in the store's transaction: by the flow itself, in branches and in items.</summary>
[Workflow("bookkeeping")]
public sealed partial class Bookkeeping(BookkeepingWorld world)
{
    [Flow]
    public async Task<long> RunAsync(int amount, string[] lines, CancellationToken ct = default)
    {
        var booked = await BookAsync("main", amount, ct);
        var (fee, tax) = await Flow.Parallel(Flow.As("fee", BookAsync("fee", 1, ct)), Flow.As("tax", BookAsync("tax", 2, ct)));
        var items = await Flow.ForEach(lines, line => Flow.As("line", BookAsync(line, 10, ct)), cancellationToken: ct);
        await CloseAsync(booked.Sum, ct);
        return booked.Sum + fee.Sum + tax.Sum + items.Results.Sum(entry => entry.Sum);
    }

    [Step, Retry<IOException>(MaxAttempts = 3, Delay = "1s")]
    private async Task<Entry> BookAsync(string account, long amount, CancellationToken ct = default, DbTransaction transaction = null!)
    {
        await ExecuteAsync(transaction, $"INSERT INTO entry (account, amount) VALUES ('{account}', {amount})", ct);
        await world.OnEntry(account, transaction, ct);
        return new(account, amount);
    }

    [Step]
    private static async ValueTask CloseAsync(long sum, CancellationToken ct = default, StepContext step = default, DbTransaction? transaction = null)
        => await ExecuteAsync(transaction!, $"INSERT INTO entry (account, amount) VALUES ('closed by {step.StepId}', {sum})", ct);

    private static async Task ExecuteAsync(DbTransaction transaction, string sql, CancellationToken ct)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>What was booked.</summary>
public sealed record Entry(string Account, long Sum);
