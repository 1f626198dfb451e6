namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

/// <summary>People on the road, of whom some never answer and some are angry.</summary>
internal sealed class Drivers
{
    private int _calledOff;

    public int CalledOff => _calledOff;

    public async Task<int> AskAsync(string driver, CancellationToken ct)
    {
        if (driver.StartsWith("angry", StringComparison.Ordinal)) throw new InvalidOperationException("do not call me");
        if (!driver.StartsWith("deaf", StringComparison.Ordinal)) return driver.Length;
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        finally
        {
            Interlocked.Increment(ref _calledOff);
        }
        return 0;
    }
}
