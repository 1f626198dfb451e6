namespace RunkonFlow.Typed.Engine;

/// <summary>What a step's body wants to be kept while it runs on.</summary>
/// <param name="stamp">Which attempt, as its scope counts them.</param>
/// <param name="json">What it saves; empty when it only says how far it is.</param>
internal sealed class SaveRequest(int stamp, ReadOnlyMemory<byte> json)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Stamp => stamp;

    public ReadOnlyMemory<byte> Json => json;

    /// <summary>Ends when it is durable.</summary>
    public Task Done => _done.Task;

    public void Complete() => _done.TrySetResult();

    /// <summary>The attempt was given up, or the run is lost.</summary>
    public void Refuse() => _done.TrySetException(Machines.SavedJson.GivenUp());
}
