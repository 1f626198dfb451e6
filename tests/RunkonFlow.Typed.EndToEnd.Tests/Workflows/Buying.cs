namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>The same procurement after some editing: every name is another, and steps and a loop have come in before and in the loop.</summary>
[Workflow("buying", FinalizerTimeout = Patient.Finalizers), Formerly("procurement")]
public sealed partial class Buying(Ledger ledger)
{
    [Flow, FormerLocal("label", "title"), FormerLocal("rounds", "turns")]
    public async Task<string> RunAsync(string article)
    {
        for (var i = 0; i < 1; i++) await LookAsync(i);
        var held = await HoldAsync(article);
        var title = article + "!";
        var turns = 0;
        while (Flow.Loop(turns < 2, max: 5))
        {
            turns++;
            await Flow.As("look-again", LookAsync(turns));
            var decision = await ApproveAsync(held);
            if (!decision.Approved) throw Flow.Fail("not allowed");
        }
        return $"{title} {held} {turns}";
    }

    [Step]
    private Task LookAsync(int turn)
    {
        return ledger.DoAsync($"look {turn}");
    }

    [Step, Formerly("reserve")]
    private async Task<int> HoldAsync(string article)
    {
        await ledger.DoAsync($"hold {article}");
        return article.Length;
    }

    [Step, Formerly("release"), Compensates(nameof(HoldAsync))]
    private Task UndoAsync(int held)
    {
        return ledger.DoAsync($"undo {held}");
    }

    [Gate(Timeout = "30d"), Formerly("allow")]
    private partial ValueTask<Decision> ApproveAsync(int held);
}
