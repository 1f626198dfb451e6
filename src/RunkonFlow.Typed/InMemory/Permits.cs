using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.InMemory;

/// <summary>The permits of one limit: who holds them, and who stands in line.</summary>
internal sealed class Permits
{
    /// <summary>Who holds one.</summary>
    public List<Holder> Held { get; } = [];

    /// <summary>Who waits, first come first.</summary>
    public LinkedList<Holder> Line { get; } = [];

    public Holder? FindHeld(RunRow run, string nodeId, in IterationPath path)
    {
        foreach (var one in Held)
            if (one.Is(run, nodeId, path)) return one;
        return null;
    }

    public bool IsInLine(RunRow run, string nodeId, in IterationPath path)
    {
        foreach (var one in Line)
            if (one.Is(run, nodeId, path)) return true;
        return false;
    }

    /// <summary>A node of a run, with a permit or in line for one.</summary>
    internal sealed class Holder(RunRow run, string nodeId, IterationPath path, int limit)
    {
        public RunRow Run { get; } = run;

        public string NodeId { get; } = nodeId;

        public IterationPath Path { get; } = path;

        /// <summary>How many may hold one, as the node has it.</summary>
        public int Limit { get; } = limit;

        /// <summary>A commit has taken it; before, it is only the node's turn.</summary>
        public bool IsUsed { get; set; }

        public bool Is(RunRow run, string nodeId, in IterationPath path) => Run == run && NodeId == nodeId && Path == path;
    }
}
