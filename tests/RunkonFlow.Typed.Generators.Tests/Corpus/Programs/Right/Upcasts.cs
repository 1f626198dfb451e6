// === Upcasts_of_a_stored_type_and_of_the_workflow
    [Flow]
    public async Task<int> RunAsync(Price price)
    {
        long cents = price.Cents;
        var sum = await AddAsync(1);
        return sum + (int)cents;
    }

    [Upcast]
    private static long Widen(int old) => old;

    [Upcast]
    private static long Parsed(string old) => old.Length;

    public sealed record Price(int Cents, string Currency)
    {
        [Upcast(2)]
        internal static Price From(PlainPrice old) => new(old.Cents, "EUR");
    }

    public sealed record PlainPrice(int Cents)
    {
        [Upcast]
        public static PlainPrice From(int cents) => new(cents);
    }
