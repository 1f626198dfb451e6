namespace RunkonFlow.Typed.Processes;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; 128 plus the signal's number when a signal ended it (Unix).</param>
/// <param name="Output">What it wrote to its standard output, read as UTF-8.</param>
/// <param name="Error">What it wrote to its standard error, read as UTF-8.</param>
/// <param name="OutputTruncated">One of the two was longer than <see cref="ProcessCommand.MaxOutputBytes"/> and is cut there.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Error, bool OutputTruncated);
