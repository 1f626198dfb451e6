using RunkonFlow.Typed;

namespace Shop;

/// <summary>The warehouse. Attributes stand on the member that the flow calls.</summary>
public interface IStock
{
    [Step(Timeout = "30s"), Retry(MaxAttempts = 5, Delay = "2s", Backoff = Backoff.Exponential, MaxDelay = "1m")]
    Task<Hold> ReserveAsync(string item, int quantity, CancellationToken ct = default);

    [Step, Retry(MaxAttempts = 10)]
    Task ReleaseAsync(Hold hold, CancellationToken ct = default);
}
