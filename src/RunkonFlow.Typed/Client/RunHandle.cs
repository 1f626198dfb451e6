using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>A run whose result type is known.</summary>
public sealed class RunHandle<TResult>
{
    private readonly IWorkflowClient _client;
    private readonly WorkflowRegistration _workflow;

    internal RunHandle(IWorkflowClient client, WorkflowRegistration workflow, RunId runId, bool existed)
        => (_client, _workflow, RunId, Existed) = (client, workflow, runId, existed);

    /// <summary>The run.</summary>
    public RunId RunId { get; }

    /// <summary>The run had been started before, with the same key or id.</summary>
    public bool Existed { get; }

    /// <summary>Waits for the run's end and gives what its flow returned.</summary>
    /// <exception cref="WorkflowFailedException">The run failed.</exception>
    /// <exception cref="WorkflowCancelledException">The run was cancelled.</exception>
    public async ValueTask<TResult> ResultAsync(CancellationToken cancellationToken = default)
    {
        var (run, output) = _client is WorkflowClient client
            ? await client.EndAsync(RunId, isNew: !Existed, cancellationToken).ConfigureAwait(false)
            : await AskAsync(cancellationToken).ConfigureAwait(false);
        return run?.Status switch
        {
            null or RunStatus.Completed => Read(output),
            RunStatus.Cancelled => throw new WorkflowCancelledException(RunId, run!.CancelRequest?.Reason),
            _ => throw new WorkflowFailedException(RunId, FailureOf(run!)),
        };
    }

    private async ValueTask<(WorkflowRun? Run, ReadOnlyMemory<byte> Output)> AskAsync(CancellationToken cancellationToken)
    {
        var run = await _client.WaitForEndAsync(RunId, cancellationToken).ConfigureAwait(false);
        return (run, run.Output);
    }

    private TResult Read(ReadOnlyMemory<byte> output)
    {
        if (output.IsEmpty) return default!;
        var json = StoredJson.Open(output.Span);
        return (TResult)_workflow.Machine.ReadOutput(ref json)!;
    }

    private static Failure FailureOf(WorkflowRun run)
    {
        if (run.Failure.IsEmpty) return new() { Kind = FailureKind.Fault, Type = "", Message = run.Error ?? "" };
        var json = StoredJson.Open(run.Failure.Span);
        return Failure.Read(ref json);
    }
}
