namespace RunkonFlow.Typed.InMemory;

/// <summary>A worker and the runs that it owns; one further object holds the runs that are leased under tokens of their own.</summary>
internal sealed class OwnerRow(string token, bool isWorker)
{
    public readonly string Token = token;
    public readonly bool IsWorker = isWorker;

    public long Version;
    public long LeaseUntil;

    /// <summary>The first of its runs; the others follow by <see cref="RunRow.NextOwned"/>.</summary>
    public RunRow? First;
}
