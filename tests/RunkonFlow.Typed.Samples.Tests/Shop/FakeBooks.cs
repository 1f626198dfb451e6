using Shop;

namespace RunkonFlow.Typed.Samples.Tests;

/// <summary>Books that keep what was refunded by its key.</summary>
internal sealed class FakeBooks : IBookkeeping
{
    public Dictionary<string, decimal> Refunds { get; } = [];

    public Task<string> RefundAsync(string orderId, decimal amount, string key, CancellationToken ct = default)
    {
        Refunds[key] = amount;
        return Task.FromResult($"refunded {amount}");
    }
}
