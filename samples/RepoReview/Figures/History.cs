using System.Collections.Immutable;

namespace RepoReview;

/// <summary>The commits behind the reviewed one, and who made them, the most active first.</summary>
public sealed record History(int Commits, ImmutableArray<AuthorFigures> Authors);

/// <summary>How many commits an author made.</summary>
public sealed record AuthorFigures(string Name, int Commits);
