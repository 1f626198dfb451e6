namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>What a process believes of a run that it was handed.</summary>
/// <param name="Handout">Which handout of the run it is; 0 for none.</param>
/// <param name="Generation">Under which it writes.</param>
/// <param name="Sequence">That of its next commit.</param>
/// <param name="Seen">The inbox counter that it has seen.</param>
/// <param name="Doubt">The content of a commit whose answer it waits for; 0 for none.</param>
/// <param name="WasApplied">The truth about that commit.</param>
internal readonly record struct RunView(byte Handout, byte Generation, byte Sequence, byte Seen, byte Doubt, bool WasApplied)
{
    public bool Exists => Handout > 0;
}
