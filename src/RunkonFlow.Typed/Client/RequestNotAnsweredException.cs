using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>The run has ended, by itself or by a cancel, and has not answered the request.</summary>
public sealed class RequestNotAnsweredException(RunId runId, string signal, RunStatus status)
    : RunkonFlowException($"Run {runId} is {status.ToText()} and has not answered the request of signal '{signal}'; it never will.")
{
    /// <summary>The run.</summary>
    public RunId RunId { get; } = runId;

    /// <summary>The signal's id.</summary>
    public string Signal { get; } = signal;

    /// <summary>How the run ended.</summary>
    public RunStatus Status { get; } = status;
}
