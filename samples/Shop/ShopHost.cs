using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed;
using RunkonFlow.Typed.Client;

namespace Shop;

/// <summary>How an application uses it.</summary>
public static class ShopHost
{
    public static void Configure(IServiceCollection services)
    {
        services.AddRunkonFlow().UseSqlite("flows.db").AddShopWorkflows();
    }

    public static async Task<Receipt> OrderAsync(IWorkflowClient client, Order order, CancellationToken ct)
    {
        var run = await client.StartAsync(OrderFulfilment.Start(order), new StartOptions { Key = order.Id }, ct);
        return await run.ResultAsync(ct);
    }
}
