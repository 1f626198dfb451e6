namespace RepoReview;

/// <summary>What to review.</summary>
/// <param name="Repository">The repository's folder.</param>
/// <param name="Commit">The full hash of the commit.</param>
public sealed record ReviewRequest(string Repository, string Commit);
