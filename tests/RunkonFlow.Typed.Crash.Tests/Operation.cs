namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>One operation of the one run in a folder: a node in a round of its loops.</summary>
internal sealed record Operation(string Node, string Path)
{
    /// <summary>The operation that a journal line (run, node, path, attempt) tells of.</summary>
    public static Operation Of(string journalLine)
    {
        var fields = journalLine.Split(' ');
        return new(fields[1], fields[2] == "-" ? "" : fields[2]);
    }
}
