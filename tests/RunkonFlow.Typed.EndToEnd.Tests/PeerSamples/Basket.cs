using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

[JsonPolymorphic, JsonDerivedType(typeof(PutIn), "put"), JsonDerivedType(typeof(TakeOut), "take"), JsonDerivedType(typeof(CheckOut), "check-out")]
internal abstract record BasketCall;

internal sealed record PutIn(string Article, int Count, long Price) : BasketCall;

internal sealed record TakeOut(string Article) : BasketCall;

internal sealed record CheckOut : BasketCall;

[JsonSerializable(typeof(BasketCall)), JsonSerializable(typeof(BasketView))]
internal sealed partial class BasketJson : JsonSerializerContext;

internal sealed record BasketView(long Total, string? Refusal = null);

/// <summary>
/// A basket that the first call begins. Calls of several kinds come through one signal, in order; each is answered with the new
/// total or refused. It ends when it is paid for, or has lain untouched for a day.
/// </summary>
[Workflow("basket", KeepHistory = 1, Json = typeof(BasketJson))]
internal sealed partial class Basket(Ledger ledger)
{
    [Flow]
    public async Task<long> RunAsync(string customer, CancellationToken ct = default)
    {
        var lines = ImmutableSortedDictionary<string, long>.Empty;
        while (Flow.Forever)
        {
            try
            {
                var call = await CalledAsync(ct);
                switch (call.Message)
                {
                    case PutIn { Count: < 1 } wrong:
                        call.Reply(new(lines.Values.Sum(), $"{wrong.Count} of {wrong.Article}"));
                        break;
                    case PutIn put:
                        lines = lines.SetItem(put.Article, put.Count * put.Price);
                        call.Reply(new(lines.Values.Sum()));
                        break;
                    case TakeOut take:
                        var isThere = lines.ContainsKey(take.Article);
                        lines = lines.Remove(take.Article);
                        call.Reply(new(lines.Values.Sum(), isThere ? null : $"no {take.Article}"));
                        break;
                    default:
                        await ChargeAsync(customer, lines.Values.Sum(), ct);
                        call.Reply(new(lines.Values.Sum()));
                        return lines.Values.Sum();
                }
            }
            catch (StepFailedException e) when (e.ErrorType == "Timeout")
            {
                return -1;
            }
        }
    }

    [Signal(Timeout = "1d")]
    private partial ValueTask<Request<BasketCall, BasketView>> CalledAsync(CancellationToken ct = default);

    [Step]
    private Task ChargeAsync(string customer, long amount, CancellationToken ct = default) => ledger.DoAsync($"{customer} pays {amount}", ct);
}
