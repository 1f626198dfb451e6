namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Each of its steps gives the name of the process that executed it.</summary>
[Workflow("witness")]
public sealed partial class Witness(Signature signature)
{
    [Flow]
    public async Task<string> RunAsync(string about, TimeSpan pause, CancellationToken ct = default)
    {
        var first = await SignAsync($"{about} first", ct);
        await Flow.Delay(pause, ct);
        var second = await Flow.As("second", SignAsync($"{about} second", ct));
        return $"{first} {second}";
    }

    [Step]
    private Task<string> SignAsync(string what, CancellationToken ct = default) => signature.SignAsync(what, ct);
}
