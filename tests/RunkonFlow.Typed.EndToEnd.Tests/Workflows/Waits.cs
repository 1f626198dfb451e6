namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Waits in whatever way it is told, with a finalizer around it.</summary>
[Workflow("waits", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Waits(Ledger ledger, Waits.Child child)
{
    [Flow]
    public async Task<string> RunAsync(string how, CancellationToken ct = default)
    {
        try
        {
            switch (how)
            {
                case "step":
                    await HangAsync("step", ct);
                    break;
                case "backoff":
                    await FailAsync(ct);
                    break;
                case "gate":
                    await AskAsync(ct);
                    break;
                case "signal":
                    await MessageAsync(ct);
                    break;
                case "timer":
                    await Flow.Delay(TimeSpan.FromDays(30), ct);
                    break;
                case "child":
                    await child.RunAsync(ct);
                    break;
                case "parallel":
                    await Flow.Parallel(
                        Flow.Unit(Flow.As("branch", HangAsync("branch", ct))),
                        Flow.Unit(Flow.As("guarded", GuardedAsync(ct))),
                        Flow.As("asked", AskAsync(ct)));
                    break;
            }
        }
        finally
        {
            await FinalizeAsync(how, ct);
        }
        return how;
    }

    [SubFlow]
    private async Task GuardedAsync(CancellationToken ct = default)
    {
        try
        {
            await Flow.Delay(TimeSpan.FromDays(30), ct);
        }
        finally
        {
            await Flow.As("branch-finalizer", RecordAsync("finalize branch", ct));
        }
    }

    [Step]
    private Task HangAsync(string what, CancellationToken ct = default) => ledger.DoAsync(what, ct);

    [Step, Retry(MaxAttempts = 5, Delay = "10h", Jitter = false)]
    private Task FailAsync(CancellationToken ct = default) => ledger.DoAsync("fail", ct);

    [Step]
    private Task RecordAsync(string what, CancellationToken ct = default) => ledger.DoAsync(what, ct);

    [Step("finalizer")]
    private Task FinalizeAsync(string how, CancellationToken ct = default) => ledger.DoAsync($"finalize {how}", ct);

    [Gate(Timeout = "30d")]
    private partial ValueTask<Decision> AskAsync(CancellationToken ct = default);

    [Signal(Timeout = "30d")]
    private partial ValueTask<string> MessageAsync(CancellationToken ct = default);

    /// <summary>Waits too, with a finalizer of its own.</summary>
    [Workflow("waits-child", FinalizerTimeout = Patient.Finalizers)]
    public sealed partial class Child(Ledger ledger)
    {
        [Flow]
        public async Task RunAsync(CancellationToken ct = default)
        {
            try
            {
                await Flow.Delay(TimeSpan.FromDays(30), ct);
            }
            finally
            {
                await EndAsync(ct);
            }
        }

        [Step]
        private Task EndAsync(CancellationToken ct = default) => ledger.DoAsync("finalize child", ct);
    }
}
