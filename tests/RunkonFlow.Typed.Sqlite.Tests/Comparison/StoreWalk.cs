using System.Text;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;

namespace RunkonFlow.Typed.Sqlite.Tests.Comparison;

/// <summary>
/// Carries moves out on one store. Two walks with equal moves make equal calls: what a move acts on is chosen among what the
/// walk has seen so far, which is the same as long as the stores answer alike.
/// </summary>
internal sealed class StoreWalk(IWorkflowPersistence store, ManualTimeProvider time)
{
    private static readonly TimeSpan s_ttl = TimeSpan.FromSeconds(30);
    private static readonly string[] s_nodes = ["a", "b", "gate"];
    private const string Options = """[{"value":"yes","label":"Yes"},{"value":"no","label":"No"}]""";

    private readonly List<RunId> _runs = [];
    private readonly List<Command> _commands = [];
    private readonly List<RunFence> _fences = [];
    private readonly List<RunFence> _stale = [];
    private readonly Dictionary<string, WorkerLease> _leases = [];
    private readonly List<long> _items = [];
    private RunCommit? _last;

    public int Kinds => 36;

    public async Task<string> MoveAsync(Move move)
    {
        try
        {
            return await CallAsync(move);
        }
        catch (Exception exception) when (exception is PersistenceException or ArgumentException)
        {
            return exception.GetType().Name;
        }
        finally
        {
            await SortFencesAsync();
        }
    }

    /// <summary>Tells the fences that still hold from those that do not, so that most calls are made under one that does.</summary>
    private async Task SortFencesAsync()
    {
        foreach (var fence in _fences.ToArray())
        {
            if (await store.GetRunAsync(fence.RunId) is { Owner: not null } run && run.Generation == fence.Generation) continue;
            _fences.Remove(fence);
            _stale.Add(fence);
        }
    }

    private async Task<string> CallAsync(Move move)
    {
        var (_, a, b, c, d) = move;
        switch (move.Kind % Kinds)
        {
            case 0: case 1: return await CreateAsync(a, b, c, d);
            case 2: return await RegisterAsync(Worker(a));
            case 3: return await HeartbeatAsync(Worker(a));
            case 4 when a % 3 == 0: await store.RetireWorkerAsync(Worker(b)); return "retired";
            case 4: case 5: return $"recovered {await store.RecoverExpiredAsync()}";
            case 6: case 7: case 8: return await ClaimAsync(a, b, c, d);
            case 9: case 10: case 11: case 12: return await CommitAsync(a, b, c, d);
            case 13: return _last is null ? "none" : $"again {AnswerText.Of(await store.CommitAsync(_last))}";
            case 14: return $"{await store.RequestCancelAsync(Run(a), Command(b), force: c % 3 == 0)}";
            case 15: return a % 2 == 0 ? $"{await store.RequestPauseAsync(Run(b), Command(c))}" : $"{await store.ResumeAsync(Run(b), Command(c))}";
            case 16: return a % 2 == 0 ? $"{await store.RetryAsync(Run(b), Command(c))}" : $"{await store.SetTagsAsync(Run(b), Command(c), Tags(d))}";
            case 17: return $"{await store.SignalAsync(Run(a), Command(b), new($"s{c % 2}", Utf8($"{d}"), d % 3 == 0 ? $"k{d % 2}" : null))}";
            case 18: case 19: return await LeaseAsync(a, b, c);
            case 20: return await InsertStepAsync(a, b, c, d);
            case 21: return await UpdateStepAsync(a, b, c, d);
            case 22: return await SetWaitingAsync(a, b, c);
            case 23: return await UpdateStatusAsync(a, b, c, d);
            case 24: return await InsertItemAsync(a, b, c);
            case 25: return await UpdateItemsAsync(a, b, c, d);
            case 26: case 27: return await DecideAsync(a, b, c, d);
            case 28: return a % 4 == 0 ? $"purged {await store.PurgeAsync(time.Now.AddSeconds(-(b % 60)), 1 + (c % 3))}" : await AskAsync(a, b);
            case 29: return await AskAsync(a, b);
            case 30: case 31: return await InsertStepAsync(a, b, c, d);
            case 32: return await SetWaitingAsync(a, b, c);
            case 33: return await InsertItemAsync(a, b, c);
            case 34: return await UpdateItemsAsync(a, b, c, d);
            default: return await DecideAsync(a, b, c, d);
        }
    }

    /// <summary>Everything that the store holds, as its reading calls tell it.</summary>
    public async Task<string> DumpAsync()
    {
        var text = new StringBuilder();
        foreach (var id in _runs)
        {
            if (await store.GetRunAsync(id) is not { } run)
            {
                text.AppendLine($"{id} gone");
                continue;
            }
            text.AppendLine(AnswerText.Of(run));
            foreach (var step in await store.GetStepsAsync(id))
            {
                text.AppendLine($"  step {AnswerText.Of(step)} / {AnswerText.Of(await store.GetGateApprovalAsync(step.Id))}");
                foreach (var item in await store.GetFanOutItemsAsync(step.Id)) text.AppendLine($"    item {AnswerText.Of(item)}");
                if (step.Items is null) continue;
                foreach (var one in await store.GetOutcomesAsync(id, new(step.NodeId, step.Path, step.Attempt))) text.AppendLine($"    outcome {AnswerText.Of(one)}");
            }
            foreach (var one in await store.GetEventsAsync(id)) text.AppendLine($"  event {one.Number} {one.Kind} {one.NodeId} {one.Path} {one.Attempt} '{one.Detail}' {AnswerText.Of(one.At)}");
            foreach (var one in await store.GetSignalsAsync(id)) text.AppendLine($"  signal {AnswerText.Of(one)}");
            foreach (var one in await store.GetAuditAsync(id)) text.AppendLine($"  audit {one}");
        }
        text.AppendLine($"next due {AnswerText.Of(await store.GetNextDueAsync("default"))}");
        return text.ToString();
    }

    private static string Worker(int number) => $"w{number % 2}";

    private static string Token(int number) => $"t{number % 2}";

    private RunId Run(int number) => _runs.Count == 0 || number % 50 == 49 ? new(7) : _runs[number % _runs.Count];

    private RunFence Fence(int number)
    {
        if (_stale.Count > 0 && (number % 8 == 7 || _fences.Count == 0)) return _stale[^(1 + (number % Math.Min(_stale.Count, 3)))];
        return _fences.Count == 0 ? new(new(7), 1) : _fences[number % _fences.Count];
    }

    private Command Command(int number)
    {
        if (number % 6 == 5 && _commands.Count > 0) return _commands[number % _commands.Count];
        var command = new Command(new Guid(_commands.Count + 1, 1, 1, new byte[8]), $"p{number % 3}", number % 2 == 0 ? "why" : null);
        _commands.Add(command);
        return command;
    }

    private static string[] Tags(int number) => (number % 3) switch { 0 => [], 1 => ["b", "a"], _ => ["c", "c"] };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private async Task<string> CreateAsync(int a, int b, int c, int d)
    {
        var id = new RunId(((UInt128)1 << 100) + (UInt128)((d % 7 * 1000) + _runs.Count + 1));
        var run = new NewRun
        {
            Id = a % 10 == 9 && _runs.Count > 0 ? _runs[b % _runs.Count] : id,
            WorkflowName = b % 5 == 4 ? "other" : "flow",
            Priority = c % 3,
            Key = d % 4 == 0 ? $"k{b % 3}" : null,
            DueAt = c % 5 == 4 ? time.Now.AddSeconds((d % 40) - 5) : null,
            Input = Utf8($"{d}"),
            Tags = Tags(a),
            ParentWorkflowRunId = a % 4 == 3 && _runs.Count > 0 ? _runs[c % _runs.Count] : null,
            ParentNode = b % 2 == 0 ? "a" : null,
            Queue = d % 6 == 5 ? "slow" : "default",
            DryRun = a % 2 == 0,
            TraceParent = b % 2 == 0 ? "00-1" : null,
        };
        var (created, existed) = await store.CreateRunAsync(run);
        if (!existed) _runs.Add(created.Id);
        return $"created {existed} {AnswerText.Of(created)}";
    }

    private async Task<string> RegisterAsync(string token)
    {
        var lease = _leases[token] = await store.RegisterWorkerAsync(new(token, "test", s_ttl));
        return $"registered {AnswerText.Of(lease.LeaseUntil)}";
    }

    private async Task<string> HeartbeatAsync(string token)
    {
        if (!_leases.TryGetValue(token, out var lease)) return "no lease";
        var renewed = await store.HeartbeatAsync(lease, s_ttl);
        if (renewed is not null) _leases[token] = renewed;
        return $"beat {AnswerText.Of(renewed?.LeaseUntil)}";
    }

    private async Task<string> ClaimAsync(int a, int b, int c, int d)
    {
        var into = new[] { new ClaimedRun(), new ClaimedRun(), new ClaimedRun() };
        var answer = await store.ClaimRunsAsync(
            new()
            {
                Worker = Worker(a),
                Max = 1 + (b % 3),
                PoisonLimit = 2 + (c % 3),
                Queues = d % 3 == 0 ? ["default", "slow"] : ["default"],
                Workflows = b % 4 == 3 ? [new("flow", 1, $"h{c % 2}"), new("other", 1, "h0")] : [new("flow", 1, $"h{c % 2}")],
            },
            into);
        foreach (var run in into.Take(answer.Count)) _fences.Add(new(run.RunId, run.Generation));
        _runs.AddRange(into.Take(answer.Count).Select(run => run.RunId).Except(_runs));
        return $"claimed {string.Join(" | ", into.Take(answer.Count).Select(AnswerText.Of))}; next due {AnswerText.Of(answer.NextDue)} at {AnswerText.Of(answer.Now)}";
    }

    private async Task<string> CommitAsync(int a, int b, int c, int d)
    {
        var fence = Fence(a);
        var sequence = await store.GetRunAsync(fence.RunId) is { } stored ? stored.Sequence : 0;
        var commit = new RunCommit
        {
            RunId = fence.RunId,
            Generation = fence.Generation,
            Sequence = b % 20 == 19 ? sequence + 1 : sequence,
            Status = Status(b, c),
            Releases = c % 3 != 0,
            DueAt = d % 3 == 0 ? time.Now.AddSeconds((d % 50) - 5) : null,
            SeenInbox = a % 4,
            MakesProgress = d % 4 == 0,
            IsFinalizing = a % 7 == 0,
            FinalizersDueAt = a % 7 == 0 ? time.Now.AddMinutes(5) : null,
            AtNode = c % 4 == 0 ? null : s_nodes[c % 3],
            Shape = $"h{d % 2}",
            Error = a % 5 == 0 ? "boom" : null,
            FinalizerError = b % 9 == 0 ? "fin" : null,
            Frame = c % 2 == 0 ? Utf8($"frame {d}") : default,
            Output = b % 6 == 0 ? Utf8($"out {d}") : default,
            Failure = b % 7 == 0 ? Utf8($"fail {d}") : default,
        };
        for (var i = 0; i < d % 3; i++) commit.Steps.Add(Write(a + i, b + (i * 7), c + (i * 3), d + i));
        if (a % 6 == 5 && _items.Count > 0) commit.Items.Add(new(_items[b % _items.Count], (FanOutItemStatus)(c % 5), d % 2 == 0 ? "child" : null));
        if (d % 4 == 1) commit.NewValues.Add(new(1 + (b % 3), Utf8($"value {d}")));
        if (c % 5 == 1) commit.DroppedValues.Add(1 + (c % 3));
        for (var i = 0; i < b % 3; i++) commit.TakenSignals.Add((c + i) % 6);
        if (d % 5 == 2) commit.Children.Add(Child(a, b, c));
        if (d % 9 == 1 && _runs.Count > 0) commit.CancelledChildren.Add(new(_runs[c % _runs.Count], a % 2 == 0 ? "ParentCancelled" : "FailFast"));
        if (a % 4 == 1) AddFanOut(commit, a, b, c, d);
        for (var i = 0; c % 4 == 2 && i < 1 + (d % 2); i++) commit.Limits.Add(Limit(a + i, b + (i * 3), d + i));
        if (d % 7 < 3) commit.Progress.Add(new(s_nodes[a % 3], default, b % 3 == 0 ? default : Utf8($"saved {c}")));
        if (b % 9 == 2) commit.BrokenFanOuts.Add(new("each", default, 1 + (c % 3)));
        _last = commit;
        var answer = await store.CommitAsync(commit);
        if (answer.IsApplied) _runs.AddRange(commit.Children.Select(child => child.Id).Except(_runs));
        return $"commit {commit.RunId} {commit.Status} {AnswerText.Of(answer)}";
    }

    private static LimitRequest Limit(int a, int b, int d) => new(
        $"l{a % 2}", b % 20 == 19 ? 0 : 1 + (b % 2), d % 4 == 0 ? TimeSpan.FromSeconds(20) : null, d % 5 == 0 ? "" : s_nodes[b % 3], default);

    private void AddFanOut(RunCommit commit, int a, int b, int c, int d)
    {
        var attempt = 1 + (b % 3);
        var previous = c % 3 == 0 ? attempt - 1 : 0;
        commit.Steps.Add(new()
        {
            NodeId = "each",
            StepName = "each",
            Role = "fan-out",
            Attempt = attempt,
            Position = 50,
            Status = d % 8 == 7 ? StepStatus.Failed : StepStatus.Waiting,
        });
        commit.FanOuts.Add(new()
        {
            NodeId = "each",
            Path = default,
            Attempt = d % 16 == 15 ? attempt + 1 : attempt,
            PreviousAttempt = previous,
            MaxParallel = c % 4,
            OnFailure = (OnItemFailure)(b % 3),
            WorkflowName = "flow",
            WorkflowVersion = 1,
            WorkflowTitle = "Flow",
            ItemNode = a % 3 == 0 ? "each" : "",
            Items = previous != 0 ? [] : [.. Enumerable.Range(0, d % 6).Select(i => Item(i, c, d))],
        });
    }

    private FanOutItemStart Item(int place, int c, int d)
    {
        var id = new RunId(((UInt128)1 << 102) + (UInt128)((c % 5 * 1000) + _runs.Count + 1));
        _runs.Add(id);
        return new($"k{place}", id, Utf8($"{place}"), c % 2 == 0 ? default : Utf8($"in {place}"), d % 2 == 0 && place > 0 ? [place - 1] : []);
    }

    private NewRun Child(int a, int b, int c) => new()
    {
        Id = a % 12 == 11 && _runs.Count > 0 ? _runs[b % _runs.Count] : new(((UInt128)1 << 101) + (UInt128)((c % 7 * 1000) + _runs.Count + 1)),
        WorkflowName = "flow",
        Key = b % 6 == 5 ? $"k{c % 3}" : null,
        ParentNode = a % 4 == 3 ? null : s_nodes[b % 3],
        DryRun = c % 2 == 0,
        Namespace = "elsewhere",
    };

    private static RunStatus Status(int b, int c) => (b % 8) switch
    {
        0 or 1 or 2 => RunStatus.Running,
        3 or 4 => RunStatus.Waiting,
        5 => RunStatus.Cancelling,
        _ => (RunStatus)(c % 10),
    };

    private StepWrite Write(int a, int b, int c, int d)
    {
        var status = (StepStatus)(b % 8);
        return new()
        {
            NodeId = s_nodes[a % 3],
            StepName = $"name{d % 2}",
            Role = a % 3 == 2 ? "gate" : "step",
            Path = d % 2 == 0 ? default : default(IterationPath).Then(c % 11),
            Attempt = 1 + (c % 2),
            Position = Position(a % 3, d % 2 == 0 ? 0 : 1 + (c % 11)),
            Status = status,
            CanCommit = b % 2 == 0,
            StartedAt = c % 3 == 0 ? time.Now : null,
            EndedAt = c % 5 == 0 && status.IsTerminal() ? time.Now : null,
            DueAt = d % 3 == 1 ? time.Now.AddSeconds(d % 30) : null,
            Output = b % 3 == 0 ? Utf8($"{d}") : default,
            Error = b % 4 == 0 ? "e" : null,
            ErrorType = b % 4 == 0 ? "T" : null,
            Markers = c % 4 == 0 ? "[]" : null,
            Notes = c % 6 == 0 ? "n" : null,
            Tolerated = d % 5 == 0,
            Gate = a % 3 == 2 && d % 2 == 0 ? new() { Prompt = "?", Options = d % 4 == 0 ? Options : null, MinApprovals = d % 16 == 0 ? 0 : 1 + (b % 2) } : null,
            ChildRun = d % 7 == 0 ? Run(c) : null,
            Group = b % 6 == 0 ? "all" : null,
            Progress = c % 8 == 0 ? new(c, d) : null,
        };
    }

    /// <summary>All attempts at one operation have one position, as in a run.</summary>
    private static int Position(int node, int round) => 1 + node + (3 * round);

    private async Task<string> LeaseAsync(int a, int b, int c)
    {
        switch (a % 4)
        {
            case 0: return $"renewed {await store.RenewLeaseAsync(Fence(b), Token(c), s_ttl)}";
            case 1: return $"released {await store.ReleaseLeaseAsync(Fence(b), Token(c))}";
            default:
                var id = Run(b);
                var answer = await store.AcquireLeaseAsync(id, Token(c), s_ttl);
                if (answer.Generation is { } generation) _fences.Add(new(id, generation));
                return $"lease {answer}";
        }
    }

    private async Task<string> InsertStepAsync(int a, int b, int c, int d)
    {
        var id = await store.InsertStepAsync(Fence(a), new()
        {
            StepName = s_nodes[b % 3],
            Role = b % 3 == 2 ? "gate" : "foreach",
            Position = Position(b % 3, 1 + (c % 2)),
            Iteration = c % 2,
            CanCommit = d % 5 == 0,
            RetryCount = d % 3 == 0 ? null : d % 2,
            Gate = b % 3 == 2 && d % 2 == 0 ? new() { Prompt = "?", Options = d % 4 == 0 ? Options : null, MinApprovals = d % 3 } : null,
        });
        return $"inserted {await PlaceAsync(Fence(a).RunId, id)}";
    }

    private async Task<int> PlaceAsync(RunId run, long stepId) => (await store.GetStepsAsync(run)).Select(step => step.Id).ToList().IndexOf(stepId);

    private async Task<long> StepAsync(RunId run, int number)
    {
        var steps = await store.GetStepsAsync(run);
        var open = steps.Where(step => !step.Status.IsTerminal()).ToArray();
        if (open.Length > 0 && number % 4 < 3) return open[number % open.Length].Id;
        return steps.Count == 0 || number % 40 == 39 ? 999_999_999_999 : steps[number % steps.Count].Id;
    }

    private async Task<long> GateAsync(int a, int b)
    {
        var waiting = new List<long>();
        foreach (var run in _runs)
            waiting.AddRange((await store.GetStepsAsync(run)).Where(step => step is { Gate: not null, Status: StepStatus.Waiting }).Select(step => step.Id));
        return waiting.Count > 0 && b % 5 < 4 ? waiting[b % waiting.Count] : await StepAsync(Run(a), b);
    }

    private async Task<string> UpdateStepAsync(int a, int b, int c, int d)
    {
        var fence = Fence(a);
        return "updated " + await store.UpdateStepAsync(await StepAsync(fence.RunId, b), new()
        {
            Generation = fence.Generation,
            Status = (StepStatus)(c % 8),
            ChildRunId = d % 2 == 0 ? "child" : null,
            ResultText = d % 3 == 0 ? "r" : null,
            ContextOut = d % 4 == 0 ? "c" : null,
            MarkersOut = d % 5 == 0 ? "[]" : null,
            RetryCount = d % 3 == 1 ? d % 4 : null,
            StructuredOutput = d % 6 == 0 ? "{}" : null,
            StepError = d % 7 == 0 ? "e" : null,
        });
    }

    private async Task<string> SetWaitingAsync(int a, int b, int c)
    {
        var fence = Fence(a);
        var deadline = c % 3 == 0 ? (DateTimeOffset?)null : time.Now.AddSeconds(c % 60);
        return $"waits {await store.SetWaitingAsync(fence, await StepAsync(fence.RunId, b), $"on{c % 2}", deadline)}";
    }

    private async Task<string> UpdateStatusAsync(int a, int b, int c, int d)
    {
        var fence = Fence(a);
        var summary = d % 2 == 0 ? "sum" : null;
        var error = d % 3 == 0 ? "err" : null;
        return b % 3 == 0
            ? $"status {await store.UpdateRunStatusAsync(Run(b), null, (RunStatus)(c % 10), summary, error)}"
            : $"status {await store.UpdateRunStatusAsync(fence.RunId, fence, b % 3 == 1 ? RunStatus.Running : (RunStatus)(c % 10), summary, error)}";
    }

    private async Task<string> InsertItemAsync(int a, int b, int c)
    {
        var fence = Fence(a);
        var id = await store.InsertFanOutItemAsync(
            fence, await StepAsync(fence.RunId, b), new("file", $"i{c % 4}", $"ref{c % 3}", new Dictionary<string, string> { ["k"] = $"{c % 2}" }));
        if (!_items.Contains(id)) _items.Add(id);
        return $"item {_items.IndexOf(id)}";
    }

    private async Task<string> UpdateItemsAsync(int a, int b, int c, int d)
    {
        if (_items.Count == 0) return "no items";
        var writes = Enumerable.Range(0, d % 3)
            .Select(i => new FanOutItemWrite(c % 30 == 29 ? 999_999 : _items[(b + i) % _items.Count], (FanOutItemStatus)((c + i) % 5), d % 2 == 0 ? "child" : null))
            .ToArray();
        await store.BatchUpdateFanOutItemsAsync(Fence(a), writes);
        return "items";
    }

    private async Task<string> DecideAsync(int a, int b, int c, int d)
    {
        var step = await GateAsync(a, b);
        var feedback = d % 2 == 0 ? "fb" : null;
        string[]? selections = d % 5 == 0 ? ["yes"] : d % 7 == 0 ? ["maybe"] : null;
        return (c % 3) switch
        {
            0 => $"{AnswerWithout(step, await store.ApproveAsync(step, Command(c), feedback, selections))}",
            1 => $"{AnswerWithout(step, await store.RejectAsync(step, Command(c), feedback))}",
            _ => $"{AnswerWithout(step, await store.VoteAsync(step, Command(c), feedback, selections))}",
        };
    }

    private static CommandResult AnswerWithout(long stepId, CommandResult result)
        => result with { Message = result.Message.Replace($"row {stepId};", "row #;", StringComparison.Ordinal) };

    private async Task<string> AskAsync(int a, int b) => (a % 8) switch
    {
        0 => $"cancelled {await store.IsRunCancelledAsync(Run(b))}",
        1 => $"requests {string.Join(',', (await store.GetNewsAsync(Worker(b))).OrderBy(one => one.RunId))}",
        3 => $"latest {AnswerText.OfOrNull(await store.GetLatestStepAsync(Run(b), "gate", a % 3 == 0 ? default : default(IterationPath).Then(b % 3)))}",
        4 => $"waiting {AnswerText.OfOrNull(await store.GetWaitingStepAsync(Run(b), $"name{a % 2}"))}",
        5 => $"signal {(await store.GetNextSignalAsync(Run(b), $"s{a % 3 % 2}") is { } signal ? AnswerText.Of(signal) : "none")}",
        2 => $"due {AnswerText.Of(await store.GetNextDueAsync("default"))}",
        _ => await ListAsync(b),
    };

    private async Task<string> ListAsync(int number)
    {
        var query = new RunQuery
        {
            PageSize = 1 + (number % 4),
            IncludeEnded = number % 2 == 0,
            Tag = number % 5 == 0 ? "a" : null,
            Statuses = number % 7 == 0 ? [RunStatus.Pending, RunStatus.Failed] : [],
            Parent = number % 11 == 0 ? Run(number) : null,
            IncludeItemRuns = number % 3 == 0,
        };
        var ids = new List<RunId>();
        RunPage page;
        do
        {
            page = await store.ListRunsAsync(query);
            ids.AddRange(page.Runs.Select(run => run.Id));
            query = query with { After = page.Next };
        }
        while (page.Next is not null);
        return $"listed {string.Join(',', ids)}";
    }
}
