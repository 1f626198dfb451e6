using System.Globalization;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>
/// The people and systems outside, and time: decides gates, sends messages and cancels as the plans say; when every run waits
/// and nothing is left to be answered, the clock goes to the next deadline.
/// </summary>
public sealed class EngineDriver(EngineStage stage, IReadOnlyList<EngineRun> runs)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_stride = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_tooFar = TimeSpan.FromDays(100);

    private readonly Dictionary<RunId, EngineRun> _runs = runs.ToDictionary(run => run.Id);
    private readonly Dictionary<RunId, (long Generation, DateTimeOffset? Due)> _looked = [];
    private readonly HashSet<long> _answered = [];

    public async Task DriveAsync()
    {
        var begun = TimeProvider.System.GetTimestamp();
        var (before, still) = (0, 0);
        while (true)
        {
            for (var i = 0; i < 3; i++)
            {
                stage.Time.Advance(TimeSpan.FromMilliseconds(50));
                await Task.Delay(1);
            }
            var active = await ActiveAsync();
            if (active.Count == 0) return;
            if (TimeProvider.System.GetElapsedTime(begun) > s_patience)
            {
                // What does not end shows in the comparison.
                return;
            }
            var now = new HashCode();
            foreach (var run in active) now.Add((run.Id, run.Status, run.Generation, run.Sequence, run.Owner));
            var hash = now.ToHashCode();
            still = hash == before && active.All(run => run.Owner is null) ? still + 1 : 0;
            before = hash;
            if (still >= 3) await ReactAsync(active);
        }
    }

    private async Task ReactAsync(List<WorkflowRun> active)
    {
        var hasAnswered = false;
        DateTimeOffset? next = null;
        foreach (var run in active)
        {
            if (!_looked.TryGetValue(run.Id, out var looked) || looked.Generation != run.Generation)
            {
                var (answered, due) = await AnswerAsync(run);
                hasAnswered |= answered;
                _looked[run.Id] = looked = (run.Generation, due);
            }
            if (looked.Due is { } moment && (next is null || moment < next)) next = moment;
        }
        // A little further, so that runs whose deadlines are near each other go on together.
        if (!hasAnswered && next is not null && next > stage.Time.GetUtcNow()) stage.Time.SetUtcNow(next.Value + s_stride);
    }

    private async Task<(bool Answered, DateTimeOffset? Due)> AnswerAsync(WorkflowRun run)
    {
        var root = _runs[run.RootRunId == default ? run.Id : run.RootRunId];
        var hasAnswered = false;
        DateTimeOffset? due = null;
        foreach (var row in (await stage.Store.GetStepsAsync(run.Id)).Where(row => row.Status == StepStatus.Waiting))
        {
            if (IsCancelledAt(root, run, row))
            {
                if (_answered.Add(row.Id)) await root.CancelAsync();
                hasAnswered = true;
            }
            else if (await AnswerAsync(root, row))
            {
                hasAnswered = true;
            }
            else if (row.DueAt is { } moment && moment - stage.Time.GetUtcNow() < s_tooFar && (due is null || moment < due))
            {
                due = moment;
            }
        }
        return (hasAnswered, due);
    }

    private static bool IsCancelledAt(EngineRun root, WorkflowRun run, WorkflowRunStep row)
        => run.Id == root.Id && root.Plan.Cancel is { Kind: CallKind.Gate or CallKind.Signal or CallKind.LongTimer } cancel
            && cancel.Node == row.NodeId && cancel.Path == row.Path.ToString();

    private async Task<bool> AnswerAsync(EngineRun root, WorkflowRunStep row)
    {
        var (site, path) = (SiteOf(row.NodeId), row.Path.ToString());
        if (row.StepName.Length == 2 && row.StepName[0] == 'm' && row.Role == "signal")
        {
            var name = row.StepName[1] - '0';
            if (root.Plan.IsEarly(name) || !root.Plan.IsAnswered(site, path, name)) return false;
            if (_answered.Add(row.Id)) await stage.SendAsync(root, name);
            return true;
        }
        if (row.Role != "gate" || row.StepName == "gate4" || root.Plan.Answer(site, path) is var answer && answer == GateAnswerKind.None) return false;
        if (!_answered.Add(row.Id)) return true;
        var command = new Command(Guid.NewGuid(), "judge");
        if (answer == GateAnswerKind.Approve) await stage.Store.VoteAsync(row.Id, command, $"yes {site}");
        else await stage.Store.RejectAsync(row.Id, command, $"no {site}");
        return true;
    }

    private static int SiteOf(string node)
        => int.TryParse(node[(node.LastIndexOf('/') + 2)..], CultureInfo.InvariantCulture, out var site) ? site : -1;

    private async Task<List<WorkflowRun>> ActiveAsync()
    {
        var all = new List<WorkflowRun>();
        RunCursor? after = null;
        do
        {
            var page = await stage.Store.ListRunsAsync(new() { IncludeItemRuns = true, PageSize = 1000, After = after });
            all.AddRange(page.Runs);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
