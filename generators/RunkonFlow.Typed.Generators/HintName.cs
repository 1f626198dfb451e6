namespace RunkonFlow.Typed.Generators;

/// <summary>Names of emitted files.</summary>
internal static class HintName
{
    /// <summary>
    /// The file of one workflow. Names that differ only by case make the compiler's host throw, and no workflow knows of the
    /// others, so each name carries a checksum of itself.
    /// </summary>
    public static string Of(string metadataName, string suffix) => $"{metadataName}.{Checksum(metadataName):x8}.{suffix}.g.cs";

    private static uint Checksum(string text)
    {
        // FNV-1a: equal on every machine and run, which string.GetHashCode is not.
        var hash = 2166136261u;
        foreach (var c in text) hash = unchecked((hash ^ c) * 16777619u);
        return hash;
    }
}
