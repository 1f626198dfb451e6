namespace RepoReview;

/// <summary>The command line.</summary>
/// <param name="Path">A folder in the repository to review.</param>
/// <param name="Revision">The commit, or a branch or tag that means one.</param>
/// <param name="Again">Review anew what was reviewed before.</param>
internal sealed record ReviewArguments(string Path, string Revision, bool Again)
{
    private const string Usage = "Usage: RepoReview [path] [commit] [--again]";

    /// <exception cref="Problem">The arguments are not those of <see cref="Usage"/>.</exception>
    public static ReviewArguments Parse(string[] args)
    {
        var again = args.Contains("--again");
        string[] rest = [.. args.Where(argument => argument != "--again")];
        if (rest.Length > 2 || rest.Any(argument => argument.StartsWith('-'))) throw new Problem(Usage);
        return new(System.IO.Path.GetFullPath(rest.ElementAtOrDefault(0) ?? "."), rest.ElementAtOrDefault(1) ?? "HEAD", again);
    }
}
