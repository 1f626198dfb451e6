namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record RoomBooking(string Hotel, int Nights);

/// <summary>Books a hotel; a child of <see cref="Trip"/>.</summary>
[Workflow("hotel-booking", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class HotelBooking(Ledger ledger)
{
    [Flow]
    public async Task<RoomBooking> RunAsync(string hotel, int nights = 3, CancellationToken ct = default)
    {
        try
        {
            return await BookAsync(hotel, nights, ct);
        }
        finally
        {
            await HangUpAsync(ct);
        }
    }

    [Step(Commits = true), DryRun(nameof(PretendAsync))]
    private async Task<RoomBooking> BookAsync(string hotel, int nights, CancellationToken ct = default)
    {
        await ledger.DoAsync($"book {hotel}", ct);
        return new(hotel, nights);
    }

    private static Task<RoomBooking> PretendAsync(string hotel, int nights) => Task.FromResult(new RoomBooking($"pretended {hotel}", nights));

    [Step]
    private Task HangUpAsync(CancellationToken ct = default) => ledger.DoAsync("hang up", ct);
}
