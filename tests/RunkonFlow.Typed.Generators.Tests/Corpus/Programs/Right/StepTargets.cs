// === Steps_that_are_undone_and_pretended
using Shop;

namespace Other;

public interface IHotel
{
    [Step]
    Task<string> BookAsync(string name, int nights = 1, CancellationToken ct = default);

    [Step, Compensates(nameof(BookAsync)), Retry(MaxAttempts = 4)]
    Task UnbookAsync(string booking, CancellationToken ct = default, StepContext step = default);
}

[Workflow("travel")]
public sealed partial class Travel(IHotel hotel)
{
    [Flow]
    public async Task<int> RunAsync(string name, CancellationToken ct = default)
    {
        await hotel.BookAsync(name, ct: ct);
        var payment = await PayAsync(sum: 3m, account: name, ct: ct);
        await SendAsync(ct);
        var flag = await FlagAsync(ct);
        return payment.Count + (flag ? 1 : 0);
    }

    [Step(Commits = true), DryRun(nameof(PretendToPayAsync))]
    private ValueTask<Basket> PayAsync(string account, decimal sum, int parts = 2, CancellationToken ct = default, StepContext step = default)
        => new(new Basket { Owner = account + step.IdempotencyKey, Count = (int)sum * parts });

    private static ValueTask<Basket> PretendToPayAsync(string name, decimal amount, int pieces, CancellationToken ct)
        => new(new Basket { Owner = name, Count = (int)amount + pieces });

    [Step(Timeout = "10s", Commits = true), Compensates(nameof(PayAsync))]
    private async ValueTask<int> PayBackAsync(Basket basket) => await Task.FromResult(basket.Count);

    [Step(Commits = true)]
    private Task SendAsync(CancellationToken ct = default) => Task.Delay(1, ct);

    [Step, Compensates(nameof(SendAsync))]
    private ValueTask UnsendAsync(StepContext step = default) => new(Task.FromResult(step.Attempt));

    [Step]
    private Task<bool> FlagAsync(CancellationToken ct = default) => Task.FromResult(ct.CanBeCanceled);

    [Step, Compensates(nameof(FlagAsync))]
    private Task UnflagAsync() => Task.CompletedTask;
}

// === A_step_in_the_stores_transaction
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        var first = await BookAsync(n, ct);
        await Flow.As("again", BookAsync(first, ct));
        return first;
    }

    [Step]
    private Task<int> BookAsync(int sum, CancellationToken ct = default, System.Data.Common.DbTransaction transaction = null!) => Task.FromResult(sum);
