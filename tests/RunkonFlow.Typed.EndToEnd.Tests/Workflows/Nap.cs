namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>A step that ends with its token alone, and no handler around it.</summary>
[Workflow("nap")]
public sealed partial class Nap
{
    [Flow]
    public async Task<int> RunAsync(int start)
    {
        var end = await SleepAsync(start);
        return end + start;
    }

    [Step]
    private async ValueTask<int> SleepAsync(int start, CancellationToken ct = default)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return start;
    }
}
