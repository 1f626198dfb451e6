namespace Shop;

/// <summary>Pays money back. The key makes it happen once, however often it is asked.</summary>
public interface IBookkeeping
{
    Task<string> RefundAsync(string orderId, decimal amount, string key, CancellationToken ct = default);
}
