using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd.Crashing;

/// <summary>A workflow, how it is started, and what people and other systems do while it runs.</summary>
/// <param name="Name">For the test's name.</param>
/// <param name="Workflows">What a worker registers.</param>
/// <param name="Start">Starts the run.</param>
/// <param name="React">Does what is due outside for a waiting run; repeating it does no harm.</param>
/// <param name="Prepare">What of the world outside fails.</param>
internal sealed record Scenario(
    string Name, IReadOnlyList<WorkflowRegistration> Workflows, Func<IWorkflowClient, ValueTask<RunId>> Start,
    Func<EngineHost, WorkflowRun, Task> React, Action<Ledger>? Prepare = null)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "expense", [ExpenseApproval.Registration], async client => (await client.StartAsync(ExpenseApproval.Start(new("ann", 20_000m, "a car")))).RunId,
            async (host, run) =>
            {
                await DecideAsync(host, run, "manager", ExpenseApproval.Gates.Manager, "bob");
                await DecideAsync(host, run, "board-approval", ExpenseApproval.Gates.Board, "x", "y");
            }),
        new(
            "saga", [TripBooking.Registration], async client => (await client.StartAsync(TripBooking.Start("Rome"))).RunId,
            static (_, _) => Task.CompletedTask, ledger => ledger.Failing["car"] = true),
        new(
            "subscription", [Subscription.Registration], async client => (await client.StartAsync(Subscription.Start("ann", "basic", 4))).RunId,
            async (host, run) =>
            {
                var month = (await host.Store.GetStepsAsync(run.Id)).Count(row => row.Role == "signal");
                if (run.Status == RunStatus.Waiting)
                    await host.Client.SignalAsync(run.Id, Subscription.Signals.PlanChanged, new($"plan{month}", "ann"), $"key{month}");
            }),
        new(
            "ticket", [TicketToPullRequest.Registration, LintFix.Registration, RebaseBranch.Registration],
            async client => (await client.StartAsync(TicketToPullRequest.Start(new("T1", "Faster search", TouchesDatabase: true)))).RunId,
            async (host, run) =>
            {
                await DecideAsync(host, run, "pr-checks", TicketToPullRequest.Gates.Checks, "ci");
                await DecideAsync(host, run, "pr-approval", TicketToPullRequest.Gates.Approval, "ann", "bob");
            },
            ledger => ledger.FailingOnce["implement T1"] = true),
        new(
            "batch", [NightlyBatch.Registration],
            async client => (await client.StartAsync(NightlyBatch.Start([new("c", ["b"]), new("a", []), new("b", ["a"]), new("d", [], IsBroken: true), new("e", ["d"])], 2))).RunId,
            static (_, _) => Task.CompletedTask),
        new(
            "sweep", [TicketSweep.Registration, LintFix.Registration, RebaseBranch.Registration],
            async client => (await client.StartAsync(TicketSweep.Start(["T1", "T2"], "fix"))).RunId, static (_, _) => Task.CompletedTask,
            ledger => ledger.Failing["lint T2"] = true),
    ];

    private static async Task DecideAsync(EngineHost host, WorkflowRun run, string gate, GateHandle handle, params string[] voters)
    {
        if (run.Status != RunStatus.Waiting || run.BlockedOn != gate) return;
        foreach (var voter in voters) await host.Client.ApproveAsync(run.Id, handle, options: new() { By = voter });
    }

    public override string ToString() => Name;
}
