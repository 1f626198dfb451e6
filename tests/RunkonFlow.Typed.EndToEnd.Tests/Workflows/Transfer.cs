namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Two steps that are limited over all workers: one by number at once, the other by rate.</summary>
[Workflow("transfer")]
public sealed partial class Transfer(Bank bank)
{
    [Flow]
    public async Task<string> RunAsync(string account, int amount, CancellationToken ct = default)
    {
        await BookAsync(account, amount, ct);
        await NotifyAsync(account, ct);
        return account;
    }

    [Step, Concurrency("account-{account}", Limit = 2)]
    private Task BookAsync(string account, int amount, CancellationToken ct = default) => bank.BookAsync(account);

    [Step, RateLimit("mails", Limit = 3, Per = "1h")]
    private Task NotifyAsync(string account, CancellationToken ct = default)
    {
        bank.Notify();
        return Task.CompletedTask;
    }
}

/// <summary>Counts how many bookings of an account run at once, and when mails are sent.</summary>
public sealed class Bank(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _running = [];
    private readonly List<DateTimeOffset> _mails = [];

    public int Bookings { get; private set; }

    public int MostAtOnce { get; private set; }

    public IReadOnlyList<DateTimeOffset> Mails
    {
        get
        {
            lock (_lock) return [.. _mails];
        }
    }

    public async Task BookAsync(string account)
    {
        lock (_lock)
        {
            Bookings++;
            MostAtOnce = Math.Max(MostAtOnce, _running[account] = _running.GetValueOrDefault(account) + 1);
        }
        await Task.Delay(5);
        lock (_lock) _running[account]--;
    }

    public void Notify()
    {
        lock (_lock) _mails.Add(time.GetUtcNow());
    }
}
