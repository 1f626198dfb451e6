namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Formats a number in a statement of the flow, before and behind a step, and in the step.</summary>
[Workflow("formats")]
public sealed partial class Formats
{
    [Flow]
    public async Task<string> RunAsync(decimal amount, CancellationToken ct = default)
    {
        var before = $"{amount:N1}";
        var inside = await FormatAsync(amount, ct);
        return $"{before}|{inside}|{amount:N1}";
    }

    [Step]
    private async Task<string> FormatAsync(decimal amount, CancellationToken ct = default)
    {
        await Task.Yield();
        return $"{amount:N1}";
    }
}
