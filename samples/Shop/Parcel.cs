namespace Shop;

public sealed record Parcel(string Label, bool IsDamaged);
