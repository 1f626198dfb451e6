namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record PlanChange(string Plan, string By);

/// <summary>An entity that lives for a year: a month at a time, with changes of plan in between.</summary>
[Workflow("subscription", Version = 3, KeepHistory = 3)]
public sealed partial class Subscription(Ledger ledger)
{
    [Flow]
    public async Task<string> RunAsync(string customer, string plan, int months, CancellationToken ct = default)
    {
        var history = plan;
        var month = 0;
        while (Flow.Forever)
        {
            if (month == months) break;
            month++;
            await BillAsync(customer, plan, month, ct);
            try
            {
                var change = await PlanChangedAsync(ct);
                plan = change.Plan;
                history = $"{history},{plan}@{month}";
            }
            catch (StepFailedException e) when (e.ErrorType == "Timeout")
            {
                history += ".";
            }
        }
        return history;
    }

    [Step]
    private Task BillAsync(string customer, string plan, int month, CancellationToken ct = default) => ledger.DoAsync($"bill {customer} {plan} {month}", ct);

    [Signal(Timeout = "30d")]
    private partial ValueTask<PlanChange> PlanChangedAsync(CancellationToken ct = default);
}
