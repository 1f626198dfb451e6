using RunkonFlow.Typed;

namespace Shop;

[Workflow("order-fulfilment", Version = 1)]
public sealed partial class OrderFulfilment(IStock stock, IPayments payments)
{
    [Flow]
    public async Task<Receipt> RunAsync(Order order, CancellationToken ct = default)
    {
        var hold = await stock.ReserveAsync(order.Item, order.Quantity, ct);       // a step: committed before the flow goes on
        try
        {
            var check = await payments.CheckAsync(order.Customer, hold.Price, ct);
            while (Flow.Loop(!check.IsFinal, max: 10))                             // ordinary C#, with a bound
            {
                await Flow.Delay(TimeSpan.FromHours(1), ct);                       // a durable timer: holds no thread meanwhile
                check = await Flow.As("check-again", payments.CheckAsync(order.Customer, hold.Price, ct));
            }

            if (!check.IsApproved) return new Receipt(order.Id, "rejected");
            var payment = await payments.ChargeAsync(order.Customer, hold.Price, ct);
            return new Receipt(order.Id, payment);
        }
        finally                                                                    // after success, failure and cancellation
        {
            await stock.ReleaseAsync(hold, ct);
        }
    }
}
