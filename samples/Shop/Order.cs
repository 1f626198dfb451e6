namespace Shop;

public sealed record Order(string Id, string Customer, string Item, int Quantity);

public sealed record Hold(string Id, decimal Price);

public sealed record CreditCheck(bool IsFinal, bool IsApproved);

public sealed record Receipt(string OrderId, string Payment);
