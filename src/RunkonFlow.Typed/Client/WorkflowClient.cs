using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>The client over a store. Where the worker is in the same process it is woken at once.</summary>
internal sealed partial class WorkflowClient(
    IWorkflowPersistence store, TimeProvider time, WorkSignal work, RunEndings endings, IOptions<RunkonFlowOptions> settings,
    WorkflowCatalog catalog) : IWorkflowClient
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    public async ValueTask<RunHandle<TResult>> StartAsync<TResult>(
        WorkflowStart<TResult> start, StartOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        var said = options ?? new StartOptions();
        var workflow = start.Workflow;
        var input = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(input)) workflow.Machine.WriteInput(json, start.Input);
        RequireSmall(input.WrittenCount, $"The input of workflow '{workflow.Id}'");
        var (run, existed) = await store.CreateRunAsync(
            new NewRun
            {
                Id = said.RunId ?? RunId.New(time),
                WorkflowName = workflow.Id,
                WorkflowVersion = workflow.Version,
                WorkflowTitle = workflow.Definition.Title,
                Key = said.Key,
                Input = input.WrittenMemory,
                Tags = said.Tags,
                Namespace = settings.Value.Namespace,
                DryRun = said.DryRun,
                Queue = said.Queue ?? workflow.Definition.Queue,
                Priority = said.Priority ?? workflow.Definition.Priority,
                Trigger = said.Trigger ?? workflow.Definition.Trigger,
                DueAt = said.DueAt,
                TraceParent = Activity.Current?.Id,
            },
            cancellationToken).ConfigureAwait(false);
        work.Wake();
        return new(this, workflow, run.Id, existed);
    }

    public IReadOnlyList<WorkflowDefinition> Workflows => catalog.Definitions;

    public RunHandle<TResult> Handle<TResult>(WorkflowRegistration workflow, RunId runId) => new(this, workflow, runId, existed: true);

    public ValueTask<WorkflowRun?> GetAsync(RunId runId, CancellationToken cancellationToken = default) => store.GetRunAsync(runId, cancellationToken);

    public ValueTask<RunPage> ListAsync(RunQuery query, CancellationToken cancellationToken = default) => store.ListRunsAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<WorkflowRunStep>> GetStepsAsync(RunId runId, CancellationToken cancellationToken = default)
        => store.GetStepsAsync(runId, cancellationToken);

    public ValueTask<IReadOnlyList<RunEvent>> GetEventsAsync(RunId runId, long after = 0, CancellationToken cancellationToken = default)
        => store.GetEventsAsync(runId, after, cancellationToken: cancellationToken);

    public async IAsyncEnumerable<RunEvent> WatchAsync(
        RunId runId, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var watch = endings.Watch(runId);
        while (true)
        {
            watch.Renew();
            // The status is read before the events, so that none of an ended run is missed.
            var hasEnded = await HasEndedAsync(runId, cancellationToken).ConfigureAwait(false);
            foreach (var happened in await store.GetEventsAsync(runId, after, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                after = happened.Number;
                yield return happened;
            }
            if (hasEnded) yield break;
            await WithinAsync(watch.Told, s_poll, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<WorkflowRun> WaitForEndAsync(RunId runId, CancellationToken cancellationToken = default)
        => (await EndAsync(runId, isNew: false, cancellationToken).ConfigureAwait(false)).Run
            ?? await store.GetRunAsync(runId, cancellationToken).ConfigureAwait(false) ?? throw NoRun(runId);

    /// <summary>Waits for a run's end. Without a run in the answer it has completed in this process, with that output, and the store was not asked.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="isNew">It was created here: this process's worker may be about to claim it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async ValueTask<(WorkflowRun? Run, ReadOnlyMemory<byte> Output)> EndAsync(RunId runId, bool isNew, CancellationToken cancellationToken)
    {
        using var watch = endings.Watch(runId);
        while (true)
        {
            if (isNew && endings.Executes is { } executes && !executes(runId))
                await WithinAsync(Task.WhenAny(watch.Told, work.QuietAsync()), settings.Value.PollInterval, cancellationToken).ConfigureAwait(false);
            // A run that is not executed here, and was, has been told of before.
            var isHere = endings.Executes?.Invoke(runId) is true;
            if (watch.Output is { } output) return (null, output);
            // It may end in another process: the store is asked again and again, unless the run is executed here.
            if (!isHere || watch.Told.IsCompleted)
            {
                watch.Renew();
                var run = await store.GetRunAsync(runId, cancellationToken).ConfigureAwait(false) ?? throw NoRun(runId);
                if (run.Status.IsTerminal()) return (run, run.Output);
            }
            await WithinAsync(watch.Told, s_poll, cancellationToken).ConfigureAwait(false);
            isNew = false;
        }
    }

    private async Task WithinAsync(Task task, TimeSpan patience, CancellationToken cancellationToken)
    {
        await task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void RequireSmall(int bytes, string what)
    {
        if (bytes > settings.Value.MaxPayloadBytes) throw new PayloadTooLargeException(what, bytes, settings.Value.MaxPayloadBytes);
    }

    private async ValueTask<bool> HasEndedAsync(RunId runId, CancellationToken cancellationToken)
    {
        var run = await store.GetRunAsync(runId, cancellationToken).ConfigureAwait(false)
            ?? throw NoRun(runId);
        return run.Status.IsTerminal();
    }
}
