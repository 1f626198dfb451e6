namespace RunkonFlow.Typed.Generators.Shapes;

/// <summary>Why runs that stand at a shipped node could not go on.</summary>
/// <param name="What">What has become of the node.</param>
/// <param name="Advice">What to do.</param>
internal sealed record ShapeFault(string What, string Advice)
{
    /// <summary>Where a value is of another type now: the id of the type that was shipped.</summary>
    public string OldType { get; init; } = "";

    /// <summary>The id of its type now.</summary>
    public string NewType { get; init; } = "";
}
