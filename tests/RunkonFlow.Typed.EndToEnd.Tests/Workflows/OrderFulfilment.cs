namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Order(string Id, decimal Total, string[] Lines);

public sealed record Hold(string OrderId, int Number);

public sealed record Payment(string Id, decimal Amount);

public sealed record Check(bool HasIssues, int Remaining);

public sealed record Receipt(string OrderId, bool Accepted, string Reason, int Shipped);

/// <summary>The world of an order: what steps do to it, in order, and where they are to fail.</summary>
public sealed class Shop
{
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];

    public HashSet<string> Failing { get; } = [];

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    public void Do(string what)
    {
        lock (_lock) _calls.Add(what);
        if (Failing.Contains(what)) throw new InvalidOperationException($"cannot {what}");
    }
}

/// <summary>Steps that several workflows share.</summary>
public sealed class Payments(Shop shop)
{
    [Step("charge-card", Commits = true)]
    [Retry(MaxAttempts = 3, Delay = "2s", Jitter = false)]
    public async Task<Payment> ChargeAsync(Hold hold, decimal amount, CancellationToken ct = default, StepContext step = default)
    {
        await Task.Yield();
        shop.Do($"charge {amount} attempt {step.Attempt}");
        step.Mark("charged");
        return new($"{hold.OrderId}-{step.Attempt}", amount);
    }
}

[Workflow("order-fulfilment", Version = 1, Title = "Order fulfilment", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class OrderFulfilment(Shop shop, Payments payments)
{
    [Flow]
    public async Task<Receipt> RunAsync(Order order, int limit = 5, CancellationToken ct = default)
    {
        var hold = await ReserveAsync(order, ct);
        var shipped = 0;
        try
        {
            Payment payment;
            try
            {
                payment = await payments.ChargeAsync(hold, order.Total, ct);
            }
            catch (StepFailedException e) when (e.Attempts >= 3)
            {
                await NotifyAsync($"no payment: {e.Message}");
                return new(order.Id, false, e.StepId, shipped);
            }

            var check = await CheckAsync(order.Id, 3);
            while (Flow.Loop(check.HasIssues, max: 10, stuckAfter: 3, progress: check.Remaining))
                check = await Flow.As("fix", FixAsync(check));

            foreach (var line in order.Lines)
            {
                if (line.Length == 0) continue;
                if (shipped >= limit) break;
                await ShipAsync(line, payment.Id);
                shipped++;
            }

            await Flow.Delay(TimeSpan.FromMinutes(2), ct);
            return new(order.Id, true, payment.Id, shipped);
        }
        finally
        {
            await ReleaseAsync(hold, shipped);
        }
    }

    [Step]
    private ValueTask<Hold> ReserveAsync(Order order, CancellationToken ct = default)
    {
        shop.Do($"reserve {order.Id}");
        return new(new Hold(order.Id, order.Lines.Length));
    }

    [Step]
    private ValueTask<Check> CheckAsync(string orderId, int issues)
    {
        shop.Do($"check {orderId}");
        return new(new Check(issues > 0, issues));
    }

    [Step]
    private ValueTask<Check> FixAsync(Check check)
    {
        shop.Do($"fix {check.Remaining}");
        return new(new Check(check.Remaining > 1, check.Remaining - 1));
    }

    [Step]
    private async ValueTask ShipAsync(string line, string payment)
    {
        await Task.Yield();
        shop.Do($"ship {line} {payment}");
    }

    [Step]
    private Task NotifyAsync(string text)
    {
        shop.Do($"notify {text}");
        return Task.CompletedTask;
    }

    [Step]
    private ValueTask ReleaseAsync(Hold hold, int shipped)
    {
        shop.Do($"release {hold.Number} {shipped}");
        return default;
    }
}
