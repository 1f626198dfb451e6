namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>Who drives the frames of a flow.</summary>
internal enum FlowRole
{
    /// <summary>The engine; for a sub-flow, the frame that calls it.</summary>
    Method,

    /// <summary>The engine, beside other branches, until it has ended; it is stored with its end.</summary>
    Branch,

    /// <summary>The engine, as a run of its own.</summary>
    Item,
}
