using System.Globalization;

namespace RepoReview;

/// <summary>One file of a commit.</summary>
internal sealed record TreeFile(string Path, string Hash, long Bytes)
{
    /// <summary>Reads an entry of <c>git ls-tree -l</c>: mode, type, hash and size, a tab, the path. Null for a submodule.</summary>
    public static TreeFile? Parse(string entry)
    {
        var tab = entry.IndexOf('\t');
        var fields = entry[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields[1] == "blob" ? new(entry[(tab + 1)..], fields[2], long.Parse(fields[3], CultureInfo.InvariantCulture)) : null;
    }
}
