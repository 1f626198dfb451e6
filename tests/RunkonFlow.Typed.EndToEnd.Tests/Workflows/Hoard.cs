namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Values of any size, wherever a flow can have one, kept over a wait.</summary>
[Workflow("hoard")]
public sealed partial class Hoard
{
    [Flow]
    public async Task<string> RunAsync(string text, int result, int local, int output, CancellationToken ct = default)
    {
        string made;
        try
        {
            made = await MakeAsync(result, ct);
        }
        catch (StepFailedException e)
        {
            made = e.Message;
        }
        var kept = new string('l', local);
        await Flow.Delay(TimeSpan.FromMinutes(20), ct);
        return $"{text.Length} {made} {kept.Length} {new string('o', output)}";
    }

    [Step]
    private static Task<string> MakeAsync(int size, CancellationToken ct = default) => Task.FromResult(new string('r', size));
}
