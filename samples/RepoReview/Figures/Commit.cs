namespace RepoReview;

/// <summary>One commit, as git shows it.</summary>
public sealed record Commit(string Hash, string Author, string Date, string Subject);
