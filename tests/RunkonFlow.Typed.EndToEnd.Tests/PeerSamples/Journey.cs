using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

internal sealed record Booked(string What, string Number);

/// <summary>
/// Books flight, bed and car at once. Where one is not to be had within an hour, or the traveller does not confirm in time, what has
/// been booked is given back, and the traveller hears why.
/// </summary>
[Workflow("journey", FinalizerTimeout = Patient.Finalizers)]
internal sealed partial class Journey(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string traveller, string unavailable = "", CancellationToken ct = default)
    {
        try
        {
            var booked = await Flow.Race(BookAsync(traveller, unavailable, ct), Flow.Unit(Flow.Delay(TimeSpan.FromHours(1), ct)), new() { FirstEnd = true });
            if (booked.Winner == 1) throw Flow.Fail("nothing was booked within an hour");
            await ConfirmedAsync(ct);
            return booked.First!;
        }
        finally
        {
            await TellAsync(traveller, ct);
        }
    }

    [SubFlow]
    private async Task<string> BookAsync(string traveller, string unavailable, CancellationToken ct = default)
    {
        var (flight, bed, car) = await Flow.Parallel(
            FlyAsync(traveller, unavailable, ct),
            SleepAsync(traveller, unavailable, ct),
            DriveAsync(traveller, unavailable, ct));
        return $"{flight.Number} {bed.Number} {car.Number}";
    }

    [Signal(Timeout = "2h")]
    private partial ValueTask<string> ConfirmedAsync(CancellationToken ct = default);

    [Step]
    private Task<Booked> FlyAsync(string traveller, string unavailable, CancellationToken ct = default) => TakeAsync("flight", unavailable, ct);

    [Step, Compensates(nameof(FlyAsync)), Retry(MaxAttempts = 3, Delay = "1s")]
    private Task LandAsync(Booked flight, CancellationToken ct = default) => ledger.DoAsync($"give back {flight.Number}", ct);

    [Step]
    private Task<Booked> SleepAsync(string traveller, string unavailable, CancellationToken ct = default) => TakeAsync("bed", unavailable, ct);

    [Step, Compensates(nameof(SleepAsync))]
    private Task WakeAsync(Booked bed, CancellationToken ct = default) => ledger.DoAsync($"give back {bed.Number}", ct);

    [Step]
    private Task<Booked> DriveAsync(string traveller, string unavailable, CancellationToken ct = default) => TakeAsync("car", unavailable, ct);

    [Step, Compensates(nameof(DriveAsync))]
    private Task ParkAsync(Booked car, CancellationToken ct = default) => ledger.DoAsync($"give back {car.Number}", ct);

    [Step]
    private Task TellAsync(string traveller, CancellationToken ct = default) => ledger.DoAsync($"tell {traveller}", ct);

    private async Task<Booked> TakeAsync(string what, string unavailable, CancellationToken ct)
    {
        if (what == unavailable) throw new InvalidOperationException($"no {what}");
        await ledger.DoAsync($"take {what}", ct);
        return new(what, $"{what}-1");
    }
}
