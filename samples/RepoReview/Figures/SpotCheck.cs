namespace RepoReview;

/// <summary>One file that was read again as a whole, and its size.</summary>
public sealed record SpotCheck(string Path, long Bytes);
