using RepoReview;
using RunkonFlow.Typed.Processes;

try
{
    var git = new GitRepository(new ProcessSteps());
    var request = await Preconditions.FindCommitAsync(git, ReviewArguments.Parse(args));
    var commit = await git.ReadCommitAsync(request.Repository, request.Commit);
    var history = await git.ReadHistoryAsync(request.Repository, commit.Hash);
    var files = await git.CountFilesAsync(request.Repository, commit.Hash);
    var measured = await git.MeasureAsync(request.Repository, commit.Hash, 0, files);
    Console.Write(Report.Write(request, commit, history, measured, check: null));
    return 0;
}
catch (Problem problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
