namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Crate(string To, int Grams);

public sealed record Word(string Text);

/// <summary>A haulage as it was first shipped: its sub-flow collects words until there are three.</summary>
[Workflow("haulage")]
public sealed partial class Haulage(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(Crate crate)
    {
        var packed = await PackAsync(crate);
        var words = await CollectAsync(packed);
        return $"{crate.To} {packed.Count} {words}";
    }

    [SubFlow]
    private async Task<string> CollectAsync(IReadOnlyList<Crate> crates)
    {
        var lightest = crates[0];
        var text = "";
        while (Flow.Loop(text.Length < 3, max: 5))
        {
            var word = await WordAsync();
            text += word.Text;
        }
        return $"{text} {lightest.Grams}";
    }

    [Step]
    private async Task<IReadOnlyList<Crate>> PackAsync(Crate crate)
    {
        await ledger.DoAsync($"pack {crate.To}");
        return [crate, crate with { Grams = crate.Grams + 1 }];
    }

    [Signal(Timeout = "30d")]
    private partial ValueTask<Word> WordAsync();
}
