namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>Sends out a child that goes on when the expedition is called off.</summary>
[Workflow("expedition", FinalizerTimeout = Patient.Finalizers)]
public sealed partial class Expedition(Ledger ledger, [Child(OnParentCancel = OnParentCancel.Abandon)] Expedition.Probe probe)
{
    [Flow]
    public async Task<string> RunAsync(CancellationToken ct = default)
    {
        try
        {
            var found = await probe.RunAsync(ct);
            return found;
        }
        finally
        {
            await PackUpAsync(ct);
        }
    }

    [Step]
    private Task PackUpAsync(CancellationToken ct = default) => ledger.DoAsync("pack up", ct);

    /// <summary>Measures until it is let go.</summary>
    [Workflow("probe", FinalizerTimeout = Patient.Finalizers)]
    public sealed partial class Probe(Ledger ledger)
    {
        [Flow]
        public async Task<string> RunAsync(CancellationToken ct = default)
        {
            await MeasureAsync(ct);
            await ReportAsync(ct);
            return "water";
        }

        [Step]
        private Task MeasureAsync(CancellationToken ct = default) => ledger.DoAsync("measure", ct);

        [Step]
        private Task ReportAsync(CancellationToken ct = default) => ledger.DoAsync("report", ct);
    }
}
