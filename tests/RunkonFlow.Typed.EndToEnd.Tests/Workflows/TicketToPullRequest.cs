namespace RunkonFlow.Typed.EndToEnd.Workflows;

public sealed record Ticket(string Id, string Title, bool TouchesDatabase = false);

public sealed record Plan(string TicketId, int Steps);

public sealed record Verification(bool IsClean, int Problems);

public sealed record Review(string Reviewer, int Findings);

public sealed record PullRequest(string Id, bool IsMerged, int Findings, string Note);

/// <summary>
/// From a ticket to a merged pull request: plan, implement, verify and fix, lint in a child, a swarm of reviewers, clean until
/// nothing is found, wait for the checks and for two approvals, rebase in a child, merge.
/// </summary>
[Workflow("ticket-to-pr")]
public sealed partial class TicketToPullRequest(Ledger ledger, LintFix lint, RebaseBranch rebase)
{
    [Flow]
    public async Task<PullRequest> RunAsync(Ticket ticket, CancellationToken ct = default)
    {
        var plan = await PlanAsync(ticket, ct);
        await ImplementAsync(plan, ct);
        var verification = await VerifyAsync(ticket, 0, ct);
        var round = 0;
        while (Flow.Loop(!verification.IsClean, max: 10, stuckAfter: 3, progress: verification.Problems))
        {
            round++;
            await FixAsync(ticket, verification.Problems, ct);
            verification = await Flow.As("verify-again", VerifyAsync(ticket, round, ct));
        }

        var lintProblems = await lint.RunAsync(ticket.Id, ct);
        var (code, security, migration) = await Flow.Parallel(
            ReviewAsync("code", ticket, ct),
            Flow.As("security", ReviewAsync("security", ticket, ct)),
            ticket.TouchesDatabase ? Flow.As("migration", ReviewAsync("migration", ticket, ct)) : Flow.Skip<Review>(),
            new() { MinSuccess = 1 });
        var findings = (code?.Findings ?? 0) + (security?.Findings ?? 0) + (migration?.Findings ?? 0) + lintProblems;

        var checks = await ChecksAsync(ticket, ct);
        if (!checks.Approved) return new(ticket.Id, false, findings, "checks failed");
        var approval = await ApprovalAsync(ticket, findings, ct);
        if (!approval.Approved) return new(ticket.Id, false, findings, $"not approved: {approval.Feedback}");

        var commit = await rebase.RunAsync(ticket.Id, ct);
        await MergeAsync(ticket, commit, ct);
        return new(ticket.Id, true, findings, commit);
    }

    [Step]
    private async Task<Plan> PlanAsync(Ticket ticket, CancellationToken ct = default)
    {
        await ledger.DoAsync($"plan {ticket.Id}", ct);
        return new(ticket.Id, 3);
    }

    [Step, Retry(MaxAttempts = 2, Delay = "1s", Jitter = false)]
    private Task ImplementAsync(Plan plan, CancellationToken ct = default) => ledger.DoAsync($"implement {plan.TicketId}", ct);

    [Step]
    private async Task<Verification> VerifyAsync(Ticket ticket, int round, CancellationToken ct = default)
    {
        await ledger.DoAsync($"verify {ticket.Id} {round}", ct);
        return new(round >= 2, 2 - round);
    }

    [Step]
    private Task FixAsync(Ticket ticket, int problems, CancellationToken ct = default) => ledger.DoAsync($"fix {problems} of {ticket.Id}", ct);

    [Step(Timeout = "10m")]
    private async Task<Review> ReviewAsync(string reviewer, Ticket ticket, CancellationToken ct = default)
    {
        await ledger.DoAsync($"review {reviewer} {ticket.Id}", ct);
        return new(reviewer, reviewer.Length);
    }

    [Step(Commits = true)]
    private Task MergeAsync(Ticket ticket, string commit, CancellationToken ct = default) => ledger.DoAsync($"merge {ticket.Id} at {commit}", ct);

    [Gate("pr-checks", Timeout = "2h", OnTimeout = OnTimeout.Reject)]
    private partial ValueTask<Decision> ChecksAsync(Ticket ticket, CancellationToken ct = default);

    [Gate("pr-approval", Timeout = "72h", MinApprovals = 2, OnTimeout = OnTimeout.Reject, Prompt = "Merge {ticket.Title}? {findings} findings.")]
    private partial ValueTask<Decision> ApprovalAsync(Ticket ticket, int findings, CancellationToken ct = default);
}
