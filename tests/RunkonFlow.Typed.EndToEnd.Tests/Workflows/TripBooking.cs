namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Booking(string Kind, string Number);

/// <summary>A saga: what was booked is cancelled in reverse when a later booking fails or the trip is called off.</summary>
[Workflow("trip-booking", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class TripBooking(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string trip, CancellationToken ct = default)
    {
        var flight = await BookFlightAsync(trip, ct);
        var hotel = await BookHotelAsync(trip, ct);
        try
        {
            await BookCarAsync(trip, ct);
        }
        catch (StepFailedException) when (trip.EndsWith("without a car", StringComparison.Ordinal))
        {
            await NoteAsync("no car", ct);
        }
        await Flow.Delay(TimeSpan.FromDays(1), ct);
        await PayAsync(flight, hotel, ct);
        return $"{flight.Number} {hotel.Number}";
    }

    [Step]
    private async Task<Booking> BookFlightAsync(string trip, CancellationToken ct = default)
    {
        await ledger.DoAsync($"flight to {trip}", ct);
        return new("flight", "F1");
    }

    [Step]
    private async Task<Booking> BookHotelAsync(string trip, CancellationToken ct = default)
    {
        await ledger.DoAsync($"hotel in {trip}", ct);
        return new("hotel", "H1");
    }

    [Step]
    private Task BookCarAsync(string trip, CancellationToken ct = default) => ledger.DoAsync("car", ct);

    [Step]
    private Task PayAsync(Booking flight, Booking hotel, CancellationToken ct = default) => ledger.DoAsync("pay", ct);

    [Step]
    private Task NoteAsync(string text, CancellationToken ct = default) => ledger.DoAsync($"note {text}", ct);

    [Step, Compensates(nameof(BookFlightAsync)), Retry(MaxAttempts = 2, Delay = "1s")]
    private Task CancelFlightAsync(Booking flight, CancellationToken ct = default) => ledger.DoAsync($"cancel {flight.Number}", ct);

    [Step, Compensates(nameof(BookHotelAsync))]
    private Task CancelHotelAsync(Booking hotel, CancellationToken ct = default) => ledger.DoAsync($"cancel {hotel.Number}", ct);
}
