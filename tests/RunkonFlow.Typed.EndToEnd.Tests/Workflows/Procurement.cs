namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>A procurement as it was first shipped.</summary>
[Workflow("procurement", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Procurement(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string article)
    {
        var reserved = await ReserveAsync(article);
        var label = article + "!";
        var rounds = 0;
        while (Flow.Loop(rounds < 2, max: 3))
        {
            rounds++;
            var decision = await AllowAsync(reserved);
            if (!decision.Approved) throw Flow.Fail("not allowed");
        }
        return $"{label} {reserved} {rounds}";
    }

    [Step]
    private async Task<int> ReserveAsync(string article)
    {
        await ledger.DoAsync($"reserve {article}");
        return article.Length;
    }

    [Step, Compensates(nameof(ReserveAsync))]
    private Task ReleaseAsync(int reserved)
    {
        return ledger.DoAsync($"release {reserved}");
    }

    [Gate(Timeout = "30d")]
    private partial ValueTask<Decision> AllowAsync(int reserved);
}
