namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Answers questions, as it was first shipped.</summary>
[Workflow("inquiry")]
public sealed partial class Inquiry
{
    [Flow]
    public async Task<string> RunAsync(int questions, CancellationToken ct = default)
    {
        var taken = "";
        for (var i = 0; i < questions; i++)
        {
            var asked = await AskedAsync(ct);
            taken += asked.Message;
            asked.Reply($"old {asked.Message}");
        }
        return taken;
    }

    [Signal(Timeout = "30d")]
    private partial ValueTask<Request<string, string>> AskedAsync(CancellationToken ct = default);
}
