namespace RunkonFlow.Typed.Machines;

/// <summary>What stands behind a <see cref="StepContext"/>: one object per activation, used for attempt after attempt.</summary>
internal sealed class StepScope
{
    public RunId RunId { get; set; }
    public string NodeId { get; set; } = "";
    public IterationPath Path { get; set; }
    public int Attempt { get; set; }
    public bool DryRun { get; set; }
    public List<string> Markers { get; } = [];
    public List<string> Notes { get; } = [];

    /// <summary>Which attempt the scope speaks of.</summary>
    public int Stamp { get; private set; }

    public void Begin(string nodeId, IterationPath path, int attempt)
    {
        (NodeId, Path, Attempt) = (nodeId, path, attempt);
        Stamp++;
        Markers.Clear();
        Notes.Clear();
    }
}
