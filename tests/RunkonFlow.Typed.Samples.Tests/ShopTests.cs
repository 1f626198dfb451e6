using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RunkonFlow.Typed.Client;
using Shop;

namespace RunkonFlow.Typed.Samples.Tests;

/// <summary>The README's example runs and does what its comments say.</summary>
public sealed class ShopTests
{
    private static readonly Order Order = new("order-1", "Ada", "book", 2);

    [Fact]
    public async Task A_paid_order_gives_a_receipt_and_releases_its_hold()
    {
        var calls = new Calls();

        var receipt = await RunAsync(calls, check: new(IsFinal: true, IsApproved: true));

        Assert.Equal(new Receipt("order-1", "paid 20"), receipt);
        Assert.Equal(["reserve", "check", "charge", "release"], calls);
    }

    [Fact]
    public async Task A_rejected_order_releases_its_hold_too()
    {
        var calls = new Calls();

        var receipt = await RunAsync(calls, check: new(IsFinal: true, IsApproved: false));

        Assert.Equal("rejected", receipt.Payment);
        Assert.Equal(["reserve", "check", "release"], calls);
    }

    private static async Task<Receipt> RunAsync(Calls calls, CreditCheck check)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        ShopHost.Configure(builder.Services);
        builder.Services.AddRunkonFlow().UseInMemory();
        builder.Services.AddSingleton<IStock>(new Warehouse(calls)).AddSingleton<IPayments>(new Bank(calls, check));
        using var host = builder.Build();
        var token = TestContext.Current.CancellationToken;
        await host.StartAsync(token);
        var receipt = await ShopHost.OrderAsync(host.Services.GetRequiredService<IWorkflowClient>(), Order, token);
        await host.StopAsync(token);
        return receipt;
    }

    private sealed class Calls : List<string>;

    private sealed class Warehouse(Calls calls) : IStock
    {
        public Task<Hold> ReserveAsync(string item, int quantity, CancellationToken ct = default)
        {
            calls.Add("reserve");
            return Task.FromResult(new Hold("hold-1", 10m * quantity));
        }

        public Task ReleaseAsync(Hold hold, CancellationToken ct = default)
        {
            calls.Add("release");
            return Task.CompletedTask;
        }
    }

    private sealed class Bank(Calls calls, CreditCheck check) : IPayments
    {
        public Task<CreditCheck> CheckAsync(string customer, decimal amount, CancellationToken ct = default)
        {
            calls.Add("check");
            return Task.FromResult(check);
        }

        public Task<string> ChargeAsync(string customer, decimal amount, CancellationToken ct = default)
        {
            calls.Add("charge");
            return Task.FromResult($"paid {amount}");
        }
    }
}
