using RunkonFlow.Typed.Processes;

namespace RepoReview;

/// <summary>What must hold before anything is started; each fault is one sentence for the user.</summary>
internal static class Preconditions
{
    /// <summary>Finds the repository and the commit that the arguments mean.</summary>
    /// <exception cref="Problem">One of them is not there, or git is not.</exception>
    public static async Task<ReviewRequest> FindCommitAsync(GitRepository git, ReviewArguments arguments)
    {
        try
        {
            var repository = await git.FindAsync(arguments.Path);
            return new(repository, await ResolveAsync(git, repository, arguments.Revision));
        }
        catch (ProgramNotFoundException)
        {
            throw new Problem("RepoReview needs git, and no git was found in PATH.");
        }
        catch (DirectoryNotFoundException)
        {
            throw new Problem($"There is no directory '{arguments.Path}'.");
        }
        catch (ProcessFailedException e) when (e.Result.Error.Contains("not a git repository", StringComparison.Ordinal))
        {
            throw new Problem($"'{arguments.Path}' is not in a git repository.");
        }
        catch (ProcessFailedException e)
        {
            throw new Problem($"git cannot read '{arguments.Path}': {e.Result.Error.Trim().Split('\n')[0]}");
        }
    }

    /// <summary>Checks that state and report can be written.</summary>
    /// <exception cref="Problem">They cannot.</exception>
    public static void RequireWritable(string folder)
    {
        var probe = Path.Combine(folder, $".repo-review-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Problem($"The working directory '{folder}' cannot be written to; runkonflow.db and review.md belong there.");
        }
    }

    private static async Task<string> ResolveAsync(GitRepository git, string repository, string revision)
    {
        try
        {
            return await git.ResolveAsync(repository, revision);
        }
        catch (ProcessFailedException)
        {
            throw new Problem($"'{revision}' is not a commit of the repository '{repository}'.");
        }
    }
}
