namespace RunkonFlow.Typed;

/// <summary>When an edge is taken.</summary>
public enum GraphEdgeKind : byte
{
    /// <summary>When the operation has ended well.</summary>
    Next,

    /// <summary>When it has failed: into the <c>catch</c> or <c>finally</c> that takes the failure.</summary>
    Failure,

    /// <summary>When the run fails or is cancelled: to the step that undoes this one.</summary>
    Compensation,
}
