namespace RunkonFlow.Typed.Import;

/// <summary>How workflows are imported.</summary>
public sealed record ImportOptions
{
    /// <summary>The namespace of the emitted types.</summary>
    public string Namespace { get; init; } = "Workflows";
}
