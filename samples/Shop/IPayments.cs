using RunkonFlow.Typed;

namespace Shop;

/// <summary>The bank.</summary>
public interface IPayments
{
    [Step, Retry(MaxAttempts = 3)]
    Task<CreditCheck> CheckAsync(string customer, decimal amount, CancellationToken ct = default);

    [Step("charge-card", Commits = true), Retry<HttpRequestException>(MaxAttempts = 8), NoRetry<CardDeclinedException>]
    Task<string> ChargeAsync(string customer, decimal amount, CancellationToken ct = default);
}

/// <summary>The bank has said no, and would again.</summary>
public sealed class CardDeclinedException(string message) : Exception(message);
