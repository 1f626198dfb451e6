namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Flight(string To, decimal Price);

/// <summary>A trip: a flight that can be given back, a child that books the hotel, and weather that is looked at until it is known.</summary>
[Workflow("trip", Timeout = "60d", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Trip(Ledger ledger, [Child(MaxAttempts = 2, Delay = "1s")] HotelBooking hotels)
{
    [Flow]
    public async Task<string> RunAsync(string city, CancellationToken ct = default)
    {
        await FlyAsync(city, ct);
        await InsureAsync(city, ct);
        var booking = await hotels.RunAsync($"the {city}", ct: ct);
        var weather = await WeatherAsync(city, ct);
        await PackAsync(booking, ct);
        return $"{booking.Hotel} for {booking.Nights}, {weather.Outcome} says {weather.DecidedBy}: {string.Join('+', weather.Selections)}";
    }

    [Step(Commits = true), DryRun(nameof(PretendAsync))]
    private async Task<Flight> FlyAsync(string city, CancellationToken ct = default)
    {
        await ledger.DoAsync($"fly to {city}", ct);
        return new(city, 99.5m);
    }

    private Task<Flight> PretendAsync(string city) => Task.FromResult(new Flight(city, ledger.Entries.Count));

    [Step, Compensates(nameof(FlyAsync)), Retry(MaxAttempts = 3, Delay = "1s")]
    private Task GiveBackAsync(Flight flight, CancellationToken ct = default, StepContext step = default)
        => ledger.DoAsync($"give back {flight.Price} for {flight.To}, attempt {step.Attempt}", ct);

    [Step(Commits = true)]
    private Task InsureAsync(string city, CancellationToken ct = default) => ledger.DoAsync($"insure {city}", ct);

    [Step, Compensates(nameof(InsureAsync))]
    private Task UninsureAsync(CancellationToken ct = default) => ledger.DoAsync("uninsure", ct);

    [Gate(Timeout = "10d", OnTimeout = OnTimeout.Continue), ResolvedBy(nameof(LookAsync), Every = "1m")]
    private partial ValueTask<Decision<DayOfWeek>> WeatherAsync(string city, CancellationToken ct = default);

    [Step]
    private async Task<Decision<DayOfWeek>?> LookAsync(string city, CancellationToken ct = default)
    {
        await ledger.DoAsync($"look at {city}", ct);
        return ledger.Entries.Count(entry => entry.StartsWith("look", StringComparison.Ordinal)) < 3
            ? null : new(DecisionOutcome.Approved, false, "the radar", null, [DayOfWeek.Friday, DayOfWeek.Sunday]);
    }

    [Step]
    private Task PackAsync(RoomBooking booking, CancellationToken ct = default) => ledger.DoAsync($"pack for {booking.Nights} nights", ct);
}
