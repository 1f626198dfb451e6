namespace RunkonFlow.Typed.Processes;

/// <summary>A program that had to succeed ended with an exit code other than 0.</summary>
public sealed class ProcessFailedException : RunkonFlowException
{
    private const int ShownErrorLength = 500;

    /// <summary>Creates the failure of a program.</summary>
    /// <param name="command">What was run.</param>
    /// <param name="result">How it ended.</param>
    public ProcessFailedException(ProcessCommand command, ProcessResult result)
        : base($"'{command.Program}' ended with exit code {result.ExitCode}: {Shorten(result.Error)}")
        => (Command, Result) = (command, result);

    /// <summary>What was run.</summary>
    public ProcessCommand Command { get; }

    /// <summary>How it ended.</summary>
    public ProcessResult Result { get; }

    private static string Shorten(string error)
    {
        var text = error.Trim();
        if (text.Length == 0) return "it wrote no error.";
        return text.Length <= ShownErrorLength ? text : $"{text[..ShownErrorLength]}…";
    }
}
