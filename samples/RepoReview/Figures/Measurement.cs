using System.Collections.Immutable;

namespace RepoReview;

/// <summary>The size of a set of files, in all and by extension. Two measurements of different files add up.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Lines">Their lines, as <c>git diff --numstat</c> counts them.</param>
/// <param name="Binary">Files in which git counts no lines.</param>
/// <param name="Extensions">The same by extension, in ordinal order.</param>
public sealed record Measurement(int Files, long Bytes, long Lines, int Binary, ImmutableArray<ExtensionFigures> Extensions)
{
    /// <summary>No files.</summary>
    public static Measurement None { get; } = new(0, 0, 0, 0, []);

    /// <summary>Both together.</summary>
    public Measurement Plus(Measurement other) => new(
        Files + other.Files,
        Bytes + other.Bytes,
        Lines + other.Lines,
        Binary + other.Binary,
        [
            .. Extensions.Concat(other.Extensions)
                .GroupBy(figures => figures.Extension)
                .Select(group => new ExtensionFigures(
                    group.Key, group.Sum(figures => figures.Files), group.Sum(figures => figures.Bytes), group.Sum(figures => figures.Lines)))
                .OrderBy(figures => figures.Extension, StringComparer.Ordinal),
        ]);

    /// <summary>One file; null lines for a binary one.</summary>
    public static Measurement Of(string path, long bytes, long? lines) => new(
        1, bytes, lines ?? 0, lines is null ? 1 : 0, [new(Path.GetExtension(path), 1, bytes, lines ?? 0)]);
}

/// <summary>The files of one extension, which is empty for files without.</summary>
public sealed record ExtensionFigures(string Extension, int Files, long Bytes, long Lines);
