namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Parts of each kind that end before a gate, and conditions behind it on what they gave.</summary>
[Workflow("relay")]
public sealed partial class Relay(Ledger ledger, LintFix lint)
{
    [Flow]
    public async Task<string> RunAsync(string name, CancellationToken ct = default)
    {
        var (left, right) = await Flow.Parallel(WeighAsync("left", ct), Flow.As("weigh-right", WeighAsync("right", ct)));
        var part = await PartAsync(name, ct);
        var first = await lint.RunAsync($"{name} 1", ct);
        var second = await Flow.As("lint-again", lint.RunAsync($"{name} 2", ct));
        for (var round = 0; round < 2; round++)
        {
            var decision = await ApprovalAsync(ct);
            if (!decision.Approved) return "rejected";
        }
        if (left + right == "left".Length + "right".Length) await Flow.As("joined", TellAsync("joined", ct));
        if (part == name.Length) await Flow.As("parted", TellAsync("parted", ct));
        if (first == 1 && second == 1) await Flow.As("linted", TellAsync("linted", ct));
        return "passed on";
    }

    [SubFlow]
    private async Task<int> PartAsync(string name, CancellationToken ct = default)
    {
        var weight = await WeighAsync(name, ct);
        return weight;
    }

    [Step]
    private async Task<int> WeighAsync(string what, CancellationToken ct = default)
    {
        await ledger.DoAsync($"weigh {what}", ct);
        return what.Length;
    }

    [Step]
    private Task TellAsync(string what, CancellationToken ct = default) => ledger.DoAsync($"tell {what}", ct);

    [Gate(Timeout = "10d")]
    private partial ValueTask<Decision> ApprovalAsync(CancellationToken ct = default);
}
