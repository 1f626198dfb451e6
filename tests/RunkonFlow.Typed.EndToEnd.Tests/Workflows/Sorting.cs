namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Sorts parcels, two at a time.</summary>
[Workflow("sorting")]
public sealed partial class Sorting(Ledger ledger)
{
    [Flow]
    public async Task<int> RunAsync(IReadOnlyList<string> parcels, CancellationToken ct = default)
    {
        var sorted = await Flow.ForEach(parcels, SortAsync, new() { MaxParallel = 2 }, ct);
        return sorted.Completed.Count();
    }

    [Step]
    private Task SortAsync(string parcel, CancellationToken ct = default) => ledger.DoAsync(parcel, ct);
}
