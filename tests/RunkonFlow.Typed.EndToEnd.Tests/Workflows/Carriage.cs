namespace RunkonFlow.Typed.EndToEnd.Workflows;

[Formerly("RunkonFlow.Typed.EndToEnd.Workflows.Crate")]
public sealed record Load(string To, int Grams);

[Formerly("RunkonFlow.Typed.EndToEnd.Workflows.Word")]
public sealed record Remark(string Text);

/// <summary>The same haulage after its types, its signal and its sub-flow have been renamed.</summary>
[Workflow("carriage"), Formerly("haulage")]
public sealed partial class Carriage(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(Load crate)
    {
        var packed = await PackAsync(crate);
        var remarks = await GatherAsync(packed);
        return $"{crate.To} {packed.Count} {remarks}";
    }

    [SubFlow, Formerly("collect")]
    private async Task<string> GatherAsync(IReadOnlyList<Load> crates)
    {
        var lightest = crates[0];
        var text = "";
        while (Flow.Loop(text.Length < 3, max: 5))
        {
            var remark = await RemarkAsync();
            text += remark.Text;
        }
        return $"{text} {lightest.Grams}";
    }

    [Step]
    private async Task<IReadOnlyList<Load>> PackAsync(Load crate)
    {
        await ledger.DoAsync($"pack anew {crate.To}");
        return [crate, crate with { Grams = crate.Grams + 1 }];
    }

    [Signal(Timeout = "30d"), Formerly("word")]
    private partial ValueTask<Remark> RemarkAsync();
}
