namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>What a failure in a region meets first.</summary>
internal enum RegionKind
{
    /// <summary>Nothing: the flow ends.</summary>
    Flow,

    /// <summary>The catch clauses of a <c>try</c>; the region is its block.</summary>
    Catches,

    /// <summary>A <c>finally</c>; the region is the <c>try</c> block and its catch clauses.</summary>
    Finally,

    /// <summary>The end of a <c>finally</c>; the region is its own block.</summary>
    FinallyBody,
}
