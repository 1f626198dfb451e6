using Shop;

namespace RunkonFlow.Typed.Samples.Tests;

/// <summary>A bank that needs two looks before it knows a customer, and a warehouse that has everything.</summary>
internal sealed class FakeBank : IPayments, IStock
{
    private int _checks;

    public bool IsApproving { get; init; } = true;

    public List<Hold> Released { get; } = [];

    public Task<CreditCheck> CheckAsync(string customer, decimal amount, CancellationToken ct = default)
        => Task.FromResult(new CreditCheck(IsFinal: ++_checks > 2, IsApproved: IsApproving));

    public Task<string> ChargeAsync(string customer, decimal amount, CancellationToken ct = default) => Task.FromResult($"paid {amount}");

    public Task<Hold> ReserveAsync(string item, int quantity, CancellationToken ct = default) => Task.FromResult(new Hold("hold-1", 10m * quantity));

    public Task ReleaseAsync(Hold hold, CancellationToken ct = default)
    {
        Released.Add(hold);
        return Task.CompletedTask;
    }
}
