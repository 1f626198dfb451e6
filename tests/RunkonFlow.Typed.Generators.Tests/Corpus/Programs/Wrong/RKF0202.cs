// === A_result_that_the_context_does_not_list
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop;

public sealed record Receipt(string Id);

[JsonSerializable(typeof(Order))]
public sealed class ShopJson : JsonSerializerContext
{
    public ShopJson() : base(null) { }

    public static ShopJson Default { get; } = new();

    protected override JsonSerializerOptions? GeneratedSerializerOptions => null;

    public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
}

[Workflow("billing", Json = typeof(ShopJson))]
public sealed partial class Billing
{
    [Flow]
    public async Task<int> RunAsync(Order order)
    {
        var receipt = await ChargeAsync(order);
        return receipt.Id.Length;
    }

    [Step]
    private Task<Receipt> ChargeAsync(Order order) => Task.FromResult(new Receipt(order.Id)); // RKF0202 'ChargeAsync' 'Shop.Receipt' 'ShopJson'
}
