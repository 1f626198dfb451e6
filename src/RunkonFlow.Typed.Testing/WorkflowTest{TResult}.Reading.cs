using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Testing;

/// <content>What the run did. Rows and events are those that stood when it was driven last.</content>
public sealed partial class WorkflowTest<TResult>
{
    private WorkflowRun? _seen;

    /// <summary>The run's id.</summary>
    public RunId RunId => _run?.RunId ?? throw NotBegun();

    /// <summary>The run as it is stored.</summary>
    public WorkflowRun Run => _seen ?? throw NotBegun();

    /// <summary>The rows of its operations, in the order in which they were begun.</summary>
    public IReadOnlyList<WorkflowRunStep> Steps { get; private set; } = [];

    /// <summary>Its events.</summary>
    public IReadOnlyList<RunEvent> Events { get; private set; } = [];

    /// <summary>The attempts at steps, those of children and items included, in the order in which they were made.</summary>
    public IReadOnlyList<StepCall> Calls => _standIns.Calls;

    /// <summary>How much time has passed for the run.</summary>
    public TimeSpan Elapsed => (Run.EndedAt ?? Time.GetUtcNow()) - Run.CreatedAt;

    /// <summary>Commits that the engine has asked for.</summary>
    public int Commits => _dying?.Commits ?? 0;

    /// <summary>Steps whose end was not committed when the process died, at least one; 0 when it did not.</summary>
    internal int UnderWay { get; private set; }

    /// <summary>The rows of one step: one for each attempt.</summary>
    public IReadOnlyList<WorkflowRunStep> StepsOf(StepHandle step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return [.. Steps.Where(row => row.StepName == step.Id)];
    }

    private async Task LookAsync()
    {
        _seen = await _inner!.GetRunAsync(RunId).ConfigureAwait(false);
        Steps = await _inner.GetStepsAsync(RunId).ConfigureAwait(false);
        Events = await _inner.GetEventsAsync(RunId, max: int.MaxValue).ConfigureAwait(false);
    }

    /// <summary>Every run of the test, the first created first.</summary>
    private async Task<List<WorkflowRun>> ListAsync()
    {
        List<WorkflowRun> runs = [];
        var query = new RunQuery { Namespace = _namespace, IncludeEnded = true, IncludeItemRuns = true, PageSize = 1_000 };
        do
        {
            var page = await _inner!.ListRunsAsync(query).ConfigureAwait(false);
            runs.AddRange(page.Runs);
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        runs.Reverse();
        return runs;
    }

    private async Task<int> CountUnderWayAsync()
    {
        var running = 0;
        foreach (var run in await ListAsync().ConfigureAwait(false))
        {
            running += (await _inner!.GetStepsAsync(run.Id).ConfigureAwait(false)).Count(static row => row is { Status: StepStatus.Running, Role: "step" });
            // The first step of a claimed run needs no row before it ends.
            if (run.Status == RunStatus.Running) running++;
        }
        return Math.Max(1, running);
    }

    private async Task<WorkflowTestException> StuckAsync(string what)
    {
        await LookAsync().ConfigureAwait(false);
        var stands = Run.Status.IsTerminal() ? Run.Error : Run.BlockedOn ?? Run.AtNode;
        var text = $"The run {what}: it is {Run.Status}{(stands is null ? "" : $" ({stands})")} after {Elapsed}.\n{string.Join('\n', Steps.Select(Line))}";
        return new(_errors.Errors.Count == 0 ? text : $"{text}\n{string.Join('\n', _errors.Errors)}");
    }

    private static string Line(WorkflowRunStep row)
        => $"  {row.NodeId}{(row.Path == default ? "" : $"[{row.Path}]")} attempt {row.Attempt}: {row.Status}{(row.StepError is null ? "" : $", {row.ErrorType}: {row.StepError}")}";

    private static InvalidOperationException NotBegun() => new("The run has not begun: drive it first, for example with RunAsync or AdvanceAsync(TimeSpan.Zero).");
}
