namespace RunkonFlow.Typed.Processes;

/// <summary>The program does not exist or may not be executed. Repeating the step will not help until it is installed.</summary>
/// <param name="program">The program as the command names it.</param>
/// <param name="reason">Why it cannot be run, for people.</param>
/// <param name="innerException">The system's own answer, when there is one.</param>
public sealed class ProgramNotFoundException(string program, string reason, Exception? innerException = null)
    : RunkonFlowException($"Cannot run '{program}': {reason}.", innerException)
{
    /// <summary>The program as the command names it.</summary>
    public string Program { get; } = program;
}
