namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>
/// A stretch of the flow with one answer to "where does a failure go". <c>try{}catch{}finally{}</c> is read as a try/catch inside a
/// try/finally; the finally's own body is a third region beside them.
/// </summary>
internal sealed class Region(int id, RegionKind kind, Region? parent, int tryNumber)
{
    public int Id => id;
    public RegionKind Kind => kind;
    public Region? Parent => parent;

    /// <summary>The number of the <c>try</c> that it belongs to; 0 for the flow.</summary>
    public int Try => tryNumber;

    /// <summary>Where its failures enter: the catch dispatch, or the finally's body.</summary>
    public Label? Entry { get; set; }

    /// <summary>Finally: where its body ends and what is pending is taken up.</summary>
    public Label? End { get; set; }

    /// <summary>FinallyBody: the region whose pending completion it will take up.</summary>
    public Region? Protects { get; set; }

    /// <summary>Finally: the jumps that cross it and must be taken up again at its end.</summary>
    public List<JumpTarget> Jumps { get; } = [];

    /// <summary>Finally: a return crosses it.</summary>
    public bool IsCrossedByReturn { get; set; }

    public bool IsInFinalizer => kind == RegionKind.FinallyBody || (parent?.IsInFinalizer ?? false);

    /// <summary>The innermost finally that a jump from here to <paramref name="target"/> (null: out of the flow) has to run first.</summary>
    public Region? FirstFinallyBefore(Region? target)
    {
        for (var region = this; region is not null && region != target; region = region.Parent)
            if (region.Kind == RegionKind.Finally)
                return region;
        return null;
    }
}
