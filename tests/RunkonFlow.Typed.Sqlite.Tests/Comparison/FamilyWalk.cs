using System.Text;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Tests.Comparison;

/// <summary>
/// Carries moves out on one store like a worker would: runs that begin children and fan-outs, wait for them, end or are let go,
/// and operators who cancel and retry. Most moves are valid, so that families of runs grow and end in every way.
/// </summary>
internal sealed class FamilyWalk(IWorkflowPersistence store)
{
    private readonly Dictionary<RunId, ClaimedRun> _owned = [];
    private readonly List<RunId> _runs = [];
    private int _numbers;

    public async Task<string> MoveAsync(Move move)
    {
        var (kind, a, b, c, d) = move;
        switch (kind % 20)
        {
            case 0: return await CreateAsync();
            case 1 or 2 or 3 or 4: return await ClaimAsync(1 + (a % 6));
            case 15: return $"{await store.RequestCancelAsync(Any(a), Command(), force: b % 5 == 0)}";
            case 16: return $"{await store.RetryAsync(Any(a), Command())}";
            case 17: return b % 2 == 0 ? $"{await store.RequestPauseAsync(Any(a), Command())}" : $"{await store.ResumeAsync(Any(a), Command())}";
            case 18: return await LoseWorkerAsync(a);
            case 19: return await UpdateStatusAsync(a, b);
            default: return await CommitAsync(a, b, c, d);
        }
    }

    public async Task<string> DumpAsync()
    {
        var text = new StringBuilder();
        foreach (var id in _runs)
        {
            if (await store.GetRunAsync(id) is not { } run) continue;
            text.AppendLine(AnswerText.Of(run));
            foreach (var step in await store.GetStepsAsync(id))
            {
                text.AppendLine($"  step {AnswerText.Of(step)}");
                if (step.Items is null) continue;
                foreach (var item in await store.GetFanOutItemsAsync(step.Id)) text.AppendLine($"    item {AnswerText.Of(item)}");
                foreach (var one in await store.GetOutcomesAsync(id, new(step.NodeId, step.Path, step.Attempt))) text.AppendLine($"    outcome {AnswerText.Of(one)}");
            }
            foreach (var one in await store.GetEventsAsync(id)) text.AppendLine($"  event {one.Number} {one.Kind} {one.NodeId} {one.Path} {one.Attempt} '{one.Detail}'");
        }
        text.AppendLine($"news {string.Join(',', (await store.GetNewsAsync("w")).OrderBy(one => one.RunId))}");
        return text.ToString();
    }

    private RunId Any(int number) => _runs.Count == 0 ? new(7) : _runs[number % _runs.Count];

    private RunId NewId()
    {
        var id = new RunId(((UInt128)1 << 100) + (UInt128)(++_numbers));
        _runs.Add(id);
        return id;
    }

    private Command Command() => new(new Guid(++_numbers, 1, 1, new byte[8]), "ann");

    private async Task<string> CreateAsync()
    {
        var (run, _) = await store.CreateRunAsync(new() { Id = NewId(), WorkflowName = "flow" });
        return AnswerText.Of(run);
    }

    private async Task<string> ClaimAsync(int max)
    {
        await store.RegisterWorkerAsync(new("w", "test", TimeSpan.FromDays(1)));
        var into = Enumerable.Range(0, max).Select(_ => new ClaimedRun()).ToArray();
        var answer = await store.ClaimRunsAsync(new() { Worker = "w", Max = max, PoisonLimit = 50, Workflows = [new("flow", 1, "s")] }, into);
        foreach (var run in into.Take(answer.Count))
        {
            _owned[run.RunId] = run;
            if (!_runs.Contains(run.RunId)) _runs.Add(run.RunId);
        }
        return $"claimed {string.Join(" | ", into.Take(answer.Count).Select(AnswerText.Of))}; next due {AnswerText.Of(answer.NextDue)}";
    }

    private async Task<string> LoseWorkerAsync(int a)
    {
        if (a % 3 > 0) return "kept";
        await store.RetireWorkerAsync("w");
        _owned.Clear();
        return "lost";
    }

    private async Task<string> UpdateStatusAsync(int a, int b)
    {
        try
        {
            return $"{await store.UpdateRunStatusAsync(Any(a), null, b % 3 == 0 ? RunStatus.Pending : RunStatus.Cancelled)}";
        }
        catch (PersistenceException exception)
        {
            return exception.Message;
        }
    }

    private async Task<string> CommitAsync(int a, int b, int c, int d)
    {
        if (_owned.Count == 0) return "nothing owned";
        var claimed = _owned.OrderBy(pair => pair.Key).ElementAt(a % _owned.Count).Value;
        var steps = await store.GetStepsAsync(claimed.RunId);
        var commit = new RunCommit
        {
            RunId = claimed.RunId,
            Generation = claimed.Generation,
            Sequence = claimed.Sequence,
            SeenInbox = c % 3 == 0 ? 0 : 100,
            MakesProgress = true,
            Status = StatusAfter(claimed.Status, b),
        };
        commit.Releases = commit.Status is RunStatus.Waiting or RunStatus.Cancelling;
        if (commit.Status == RunStatus.Failed) commit.Error = $"boom {d}";
        if (commit.Status == RunStatus.Completed) commit.Output = Utf8($"{d}");
        switch (d % 6)
        {
            case 0: AddFanOut(commit, steps, b, c); break;
            case 1: commit.Children.Add(new() { Id = NewId(), WorkflowName = "flow", ParentNode = c % 4 == 0 ? null : "child", Priority = c % 2 }); break;
            case 2: commit.BrokenFanOuts.Add(new("each", default, Attempt(steps))); break;
            case 3: commit.CancelledChildren.Add(new(Any(c), "FailFast")); break;
            case 4: AddWork(commit, steps, b, c); break;
        }
        var answer = await store.CommitAsync(commit);
        Follow(claimed, commit, answer);
        return $"commit {commit.RunId} {commit.Status} {AnswerText.Of(answer)} {answer.Reason}";
    }

    private static RunStatus StatusAfter(RunStatus status, int b)
    {
        if (status == RunStatus.Cancelling) return b % 3 == 0 ? RunStatus.Cancelling : RunStatus.Cancelled;
        return (b % 12) switch
        {
            0 or 1 => RunStatus.Completed,
            2 => RunStatus.Failed,
            3 or 4 or 5 => RunStatus.Waiting,
            6 => RunStatus.Cancelling,
            _ => RunStatus.Running,
        };
    }

    private void Follow(ClaimedRun claimed, RunCommit commit, CommitResult answer)
    {
        if (answer.IsApplied) (claimed.Sequence, claimed.Status) = (answer.Sequence, commit.Status);
        if (answer.Outcome == CommitOutcome.Fenced || (answer.IsApplied && (commit.Releases || commit.Status is not RunStatus.Running))) _owned.Remove(claimed.RunId);
    }

    private static int Attempt(IReadOnlyList<WorkflowRunStep> steps) => steps.Where(step => step.NodeId == "each").Select(step => step.Attempt).DefaultIfEmpty(1).Max();

    private void AddFanOut(RunCommit commit, IReadOnlyList<WorkflowRunStep> steps, int b, int c)
    {
        var previous = steps.LastOrDefault(step => step.NodeId == "each");
        var attempt = (previous?.Attempt ?? 0) + 1;
        var takesOver = previous is not null && b % 4 < 3;
        commit.Steps.Add(new() { NodeId = "each", StepName = "each", Role = "fan-out", Attempt = attempt, Position = 1, Status = StepStatus.Waiting });
        commit.FanOuts.Add(new()
        {
            NodeId = "each",
            Path = default,
            Attempt = attempt,
            PreviousAttempt = takesOver ? previous!.Attempt : 0,
            MaxParallel = c % 4,
            OnFailure = (OnItemFailure)(b % 3),
            WorkflowName = "flow",
            WorkflowVersion = 1,
            WorkflowTitle = "Flow",
            ItemNode = "each",
            Items = takesOver ? [] : [.. Enumerable.Range(0, c % 7).Select(i => new FanOutItemStart($"k{i}", NewId(), Utf8($"{i}"), default, Needs(i, b, c)))],
        });
    }

    private static int[] Needs(int item, int b, int c) => ((b + item) % 3) switch
    {
        0 when item > 0 => [item - 1],
        1 when item > 1 => [0, (c + item) % item],
        _ => [],
    };

    private static void AddWork(RunCommit commit, IReadOnlyList<WorkflowRunStep> steps, int b, int c)
    {
        var last = steps.LastOrDefault(step => step.NodeId == "work");
        if (last is { Status: StepStatus.Running })
        {
            commit.Steps.Add(Work(last.Attempt, b % 2 == 0 ? StepStatus.Completed : StepStatus.Failed));
            return;
        }
        commit.Steps.Add(Work((last?.Attempt ?? 0) + 1, StepStatus.Running));
        if (c % 3 < 2) commit.Limits.Add(new($"l{c % 2}", 1 + (b % 2), null, c % 5 == 0 ? "" : "work", default));
        if (c % 3 > 0) commit.Limits.Add(new("rate", 2, TimeSpan.FromSeconds(10), "work", default));
    }

    private static StepWrite Work(int attempt, StepStatus status)
        => new() { NodeId = "work", StepName = "work", Role = "step", Attempt = attempt, Position = 2, Status = status };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
