namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>The same inquiry after its signal has been renamed.</summary>
[Workflow("advice"), Formerly("inquiry")]
public sealed partial class Advice
{
    [Flow]
    public async Task<string> RunAsync(int questions, CancellationToken ct = default)
    {
        var taken = "";
        for (var i = 0; i < questions; i++)
        {
            var wanted = await WantedAsync(ct);
            taken += wanted.Message;
            wanted.Reply($"new {wanted.Message}");
        }
        return taken;
    }

    [Signal(Timeout = "30d"), Formerly("asked")]
    private partial ValueTask<Request<string, string>> WantedAsync(CancellationToken ct = default);
}
