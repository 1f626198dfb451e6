namespace RunkonFlow.Typed.Import;

/// <summary>What a finding means for its file.</summary>
public enum FindingSeverity
{
    /// <summary>The file is imported; the emitted code says at the place what a person should look at.</summary>
    Warning,

    /// <summary>The file is not imported.</summary>
    Error,
}
