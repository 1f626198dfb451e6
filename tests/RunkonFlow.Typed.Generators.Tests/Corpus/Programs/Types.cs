// What the programs of this corpus have in common.
using System.Threading;
using System.Threading.Tasks;
using RunkonFlow.Typed;

namespace Shop;

public sealed record Order(string Id, int Lines, decimal Total);

public sealed class Basket
{
    public string Owner { get; set; } = "";

    public int Count { get; set; }
}

public interface IStock
{
    [Step("hold-stock")]
    Task<int> HoldAsync(string article, int amount, CancellationToken ct = default);

    [PureInFlow]
    bool Knows(string article);
}

public sealed class Courier
{
    [Step("send-parcel"), Retry(MaxAttempts = 5, Delay = "2s")]
    public Task<string> SendAsync(string address, CancellationToken ct = default, StepContext step = default)
        => Task.FromResult($"{address}/{step.Attempt}");

    [PureInFlow]
    public int PriceOf(string address) => address.Length;
}
