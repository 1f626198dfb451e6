using RunkonFlow.Typed;

namespace Shop;

/// <summary>A customer sends something back. It has a month to arrive; what is damaged is refunded only if somebody agrees.</summary>
[Workflow("goods-return")]
public sealed partial class GoodsReturn(IBookkeeping books)
{
    [Flow]
    public async Task<string> RunAsync(string orderId, decimal price, CancellationToken ct = default)
    {
        var label = await PrintLabelAsync(orderId, ct);
        Parcel parcel;
        try
        {
            parcel = await ArrivedAsync(ct);                                       // a message of the warehouse
        }
        catch (StepFailedException e) when (e.ErrorType == "Timeout")
        {
            return $"{label} never came";
        }

        if (parcel.IsDamaged)
        {
            var decision = await GoodwillAsync(parcel, ct);                        // somebody decides
            if (!decision.Approved) return $"refused: {decision.Feedback}";
        }
        return await RefundAsync(orderId, price, ct);
    }

    [Step]
    private Task<string> PrintLabelAsync(string orderId, CancellationToken ct = default) => Task.FromResult($"return-{orderId}");

    [Step(Commits = true, Timeout = "1m"), Retry(MaxAttempts = 5, Delay = "1h", Jitter = false)]
    private Task<string> RefundAsync(string orderId, decimal price, CancellationToken ct = default, StepContext step = default)
        => books.RefundAsync(orderId, price, step.IdempotencyKey, ct);

    [Signal(Timeout = "30d")]
    private partial ValueTask<Parcel> ArrivedAsync(CancellationToken ct = default);

    [Gate(Timeout = "7d", OnTimeout = OnTimeout.Reject, Prompt = "Refund {parcel.Label} although it is damaged?")]
    private partial ValueTask<Decision> GoodwillAsync(Parcel parcel, CancellationToken ct = default);
}
