namespace RunkonFlow.Typed.Processes;

/// <summary>
/// Steps that run programs. Inject it into a workflow and call it from the flow, or call it inside a step of your own.
/// </summary>
/// <remarks>
/// On Linux the program leads a process group of its own. When the attempt is cancelled or times out, and also when the
/// program itself has ended, every process left in that group is killed: a step leaves nothing running behind. Where there is
/// no <c>setsid</c> program (macOS, Windows), cancellation kills the program and its descendants. A worker that is killed
/// itself cannot do this; its programs run on.
/// </remarks>
/// <param name="timeProvider">The clock for <see cref="ProcessCommand.Timeout"/>; the system's by default.</param>
public sealed class ProcessSteps(TimeProvider? timeProvider = null)
{
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>Runs a program to its end. Any exit code is a result, not a failure of the step.</summary>
    /// <exception cref="ProgramNotFoundException">There is no such program, or it may not be executed.</exception>
    /// <exception cref="DirectoryNotFoundException">The working directory does not exist.</exception>
    /// <exception cref="TimeoutException">The command's own timeout has passed; the program was killed.</exception>
    [Step("run-process")]
    [NoRetry<ProgramNotFoundException>]
    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfNegative(command.MaxOutputBytes);
        ct.ThrowIfCancellationRequested();

        using var process = new GroupedProcess(command);
        using var timeout = new CancellationTokenSource(command.Timeout ?? Timeout.InfiniteTimeSpan, _timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            return await process.RunToEndAsync(stop.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"'{command.Program}' was killed because it ran for longer than {command.Timeout}.");
        }
    }

    /// <summary>As <see cref="RunAsync"/>, and an exit code other than 0 fails the attempt.</summary>
    /// <exception cref="ProcessFailedException">The program ended with an exit code other than 0.</exception>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    [Step("run-process-checked")]
    [NoRetry<ProgramNotFoundException>]
    public async Task<ProcessResult> RunCheckedAsync(ProcessCommand command, CancellationToken ct = default)
    {
        var result = await RunAsync(command, ct);
        return result.ExitCode == 0 ? result : throw new ProcessFailedException(command, result);
    }
}
