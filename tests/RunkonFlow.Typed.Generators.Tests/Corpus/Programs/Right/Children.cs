// === A_flow_calls_another_workflow
namespace Other;

[Workflow("billing")]
public sealed partial class Billing
{
    [Flow]
    public async Task<int> RunAsync(int n, string note = "none", CancellationToken ct = default) => await PriceAsync(n + note.Length);

    [Step]
    private Task<int> PriceAsync(int n) => Task.FromResult(n);
}

[Workflow("shipping")]
internal sealed partial class Shipping
{
    [Flow]
    internal async Task RunAsync(params string[] parcels) => await SendAsync(parcels);

    [Step]
    private Task SendAsync(string[] parcels) => Task.FromResult(parcels.Length);
}

[Workflow("selling")]
internal sealed partial class Selling([Child(OnParentCancel = OnParentCancel.Abandon, MaxAttempts = 3, Delay = "5s")] Billing billing, Shipping shipping, HttpClient http)
{
    private readonly Shipping _shipping = shipping;

    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct = default)
    {
        var price = await billing.RunAsync(n * 2, ct: ct);
        var part = await PartAsync(price, ct);
        price += part;
        await _shipping.RunAsync("a", $"{price}");
        return await Flow.As("again", billing.RunAsync(note: "more", n: price, ct: ct));
    }

    [SubFlow]
    private async Task<int> PartAsync(int n, CancellationToken ct = default)
    {
        await AskAsync($"{n}", ct);
        var price = await billing.RunAsync(n, ct: ct);
        return price;
    }

    [Step]
    private Task AskAsync(string path, CancellationToken ct = default) => http.GetStringAsync(path, ct);
}
