namespace RunkonFlow.Typed.Import;

/// <summary>Something in a <c>.wf</c> file that cannot be said exactly in C#, or is wrong.</summary>
/// <param name="Severity">Whether it kept the file from being imported.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What it is and what to do.</param>
public sealed record ImportFinding(FindingSeverity Severity, string Path, int Line, int Column, string Message)
{
    /// <summary>The finding as compilers write theirs.</summary>
    public override string ToString()
        => $"{Path}({Line},{Column}): {(Severity == FindingSeverity.Error ? "error" : "warning")}: {Message}";
}
