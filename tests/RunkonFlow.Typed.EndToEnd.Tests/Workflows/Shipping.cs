namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Packs, weighs, asks a person, posts; and cleans up whatever happens. Each step writes down its key.</summary>
[Workflow("shipping", KeepsFrames = true, FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Shipping(Ledger ledger, Reported report)
{
    [Flow]
    public async Task<string> RunAsync(string order, CancellationToken ct = default)
    {
        var box = await PackAsync(order, ct);
        var weight = await WeighAsync(box, ct);
        try
        {
            var decision = await ApprovalAsync(ct);
            var report1 = await report.RunAsync(order, ct);
            await PostAsync($"{box} {weight} {decision.Approved} {report1}", ct);
            return $"posted {box}";
        }
        finally
        {
            await CleanUpAsync(ct);
        }
    }

    [Step]
    private async Task<string> PackAsync(string order, CancellationToken ct = default, StepContext step = default)
    {
        await ledger.DoAsync($"pack {order}", ct);
        step.Note(step.IdempotencyKey);
        return $"box of {order}";
    }

    [Step]
    private async Task<int> WeighAsync(string box, CancellationToken ct = default, StepContext step = default)
    {
        await ledger.DoAsync($"weigh {box}", ct);
        step.Note(step.IdempotencyKey);
        return box.Length;
    }

    [Gate(Timeout = "10d")]
    private partial ValueTask<Decision> ApprovalAsync(CancellationToken ct = default);

    [Step]
    private Task PostAsync(string what, CancellationToken ct = default, StepContext step = default)
    {
        step.Note(step.IdempotencyKey);
        return ledger.DoAsync($"post {what}", ct);
    }

    [Step]
    private Task CleanUpAsync(CancellationToken ct = default) => ledger.DoAsync("clean up", ct);
}

/// <summary>A child of <see cref="Shipping"/>.</summary>
[Workflow("reported", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Reported(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string order, CancellationToken ct = default)
    {
        await ReportAsync(order, ct);
        return $"reported {order}";
    }

    [Step]
    private Task ReportAsync(string order, CancellationToken ct = default) => ledger.DoAsync($"report {order}", ct);
}
