namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>One method that the model is executing.</summary>
public sealed class ModelStrand(string at, int x, string path, string prefix, ModelScope scope)
{
    public int X { get; set; } = x;

    /// <summary>The place, with the rounds of this method's loops.</summary>
    public string At { get; set; } = at;

    /// <summary>The rounds of all loops around, as rows have them.</summary>
    public string Path { get; set; } = path;

    /// <summary>Before the ids of this method's operations.</summary>
    public string Prefix => prefix;

    public ModelScope Scope => scope;

    public bool IsInFinalizer { get; set; }

    /// <summary>The group or fan-out around it whose other strands go on meanwhile; null for none.</summary>
    public string? Group { get; init; }
}

/// <summary>A run: the flow's own, or a child's.</summary>
public sealed class ModelScope(bool isRoot)
{
    public bool IsRoot => isRoot;

    public Stack<Booked> Bookings { get; } = new();
}
