using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;
using Shop;

namespace RunkonFlow.Typed.Samples.Tests;

/// <summary>How an application tests its workflows; the guide quotes this.</summary>
public sealed class OrderFulfilmentTests
{
    [Fact]
    public async Task An_order_is_charged_once_the_customer_is_known()
    {
        var bank = new FakeBank();
        await using var test = WorkflowTest.For(OrderFulfilment.Start(new Order("order-1", "Ada", "book", 2)))
            .With<IStock>(bank)
            .With<IPayments>(bank);

        var receipt = await test.RunAsync();

        Assert.Equal(new Receipt("order-1", "paid 20"), receipt);
        Assert.Equal(TimeSpan.FromHours(2), test.Elapsed);
        Assert.Equal(["reserve", "check", "check", "check", "charge-card", "release"], test.Calls.Select(call => call.Step));
    }

    [Fact]
    public async Task A_hold_is_released_when_the_order_is_called_off()
    {
        var bank = new FakeBank();
        await using var test = WorkflowTest.For(OrderFulfilment.Start(new Order("order-1", "Ada", "book", 2)))
            .With<IStock>(bank).With<IPayments>(bank);

        await test.AdvanceAsync(TimeSpan.FromMinutes(90));
        await test.CancelAsync("changed her mind", by: "Ada");
        var run = await test.RunToEndAsync();

        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Equal("changed her mind", run.CancelRequest!.Reason);
        Assert.Equal(new Hold("hold-1", 20m), Assert.Single(bank.Released));
    }
}
