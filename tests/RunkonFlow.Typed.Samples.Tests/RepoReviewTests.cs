using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RunkonFlow.Typed.Samples.Tests;

public sealed class RepoReviewTests : IDisposable
{
    private readonly GitFolder _repository = GitFolder.Create();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("repo-review-");

    private string Report => Path.Combine(_folder.FullName, "review.md");

    public void Dispose()
    {
        _repository.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_figures_are_those_of_git()
    {
        var review = await SampleProcess.RunAsync(_folder.FullName, _repository.Path);

        Assert.Equal((0, ""), (review.ExitCode, review.Error));
        var report = await File.ReadAllTextAsync(Report, TestContext.Current.CancellationToken);
        string[] listing = [.. _repository.Git("ls-tree", "-r", "-l", "HEAD").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        var bytes = listing.Sum(line => long.Parse(line.Split('\t')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture));
        var numstat = _repository.Git("diff", "--numstat", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "HEAD").Split('\n');
        var lines = numstat.Where(line => line.Length > 0 && line[0] != '-').Sum(line => long.Parse(line.Split('\t')[0], CultureInfo.InvariantCulture));
        Assert.Contains($"| Files | {listing.Length} |\n", report);
        Assert.Contains($"| Bytes | {bytes.ToString("N0", CultureInfo.InvariantCulture)} |\n", report);
        Assert.Contains($"| Lines of text | {lines} |\n", report);
        Assert.Contains("| Binary files | 1 |\n", report);
        Assert.Contains("| Commits | 3 |\n", report);
        Assert.Contains("| Ada | 2 |\n| Bea | 1 |\n", report);
        Assert.Contains($"Commit `{_repository.Git("rev-parse", "HEAD").Trim()}`", report);
    }

    [Fact]
    public async Task Two_reviews_of_one_commit_give_the_same_bytes()
    {
        var other = Directory.CreateTempSubdirectory("repo-review-");

        await SampleProcess.RunAsync(_folder.FullName, _repository.Path);
        await SampleProcess.RunAsync(other.FullName, _repository.Path);

        Assert.Equal(
            await File.ReadAllBytesAsync(Report, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(Path.Combine(other.FullName, "review.md"), TestContext.Current.CancellationToken));
        other.Delete(recursive: true);
    }

    [Fact]
    public async Task A_second_call_shows_the_finished_review_and_again_makes_another()
    {
        await SampleProcess.RunAsync(_folder.FullName, _repository.Path);
        File.Delete(Report);

        var second = await SampleProcess.RunAsync(_folder.FullName, _repository.Path);
        var third = await SampleProcess.RunAsync(_folder.FullName, _repository.Path, "--again");

        Assert.StartsWith("This commit was reviewed before", second.Output);
        Assert.True(File.Exists(Report));
        Assert.Matches("^Run .* begins", third.Output);
    }

    [Fact]
    public async Task An_older_commit_can_be_reviewed()
    {
        var review = await SampleProcess.RunAsync(_folder.FullName, _repository.Path, "HEAD~2");

        Assert.Equal(0, review.ExitCode);
        Assert.Contains("| Commits | 1 |", review.Output);
    }

    [Fact]
    public async Task Killed_at_three_moments_it_goes_on_and_writes_the_same_report()
    {
        var undisturbed = await SampleProcess.RunAsync(_folder.FullName, _repository.Path, "--again");
        var expected = await File.ReadAllTextAsync(Report, TestContext.Current.CancellationToken);
        File.Delete(Report);
        Assert.Equal(0, undisturbed.ExitCode);

        foreach (var lines in (int[])[2, 5, 12])
        {
            using var process = SampleProcess.Start(_folder.FullName, new Dictionary<string, string>(), _repository.Path, "--again");
            for (var line = 0; line < lines; line++) await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var last = await SampleProcess.RunAsync(_folder.FullName, _repository.Path, "--again");

        Assert.Equal((0, ""), (last.ExitCode, last.Error));
        Assert.Matches("^Run .* goes on; [0-9]+ steps were done before", last.Output);
        Assert.Equal(expected, await File.ReadAllTextAsync(Report, TestContext.Current.CancellationToken));
        Assert.False(File.Exists($"{Report}.draft"));
    }

    [Fact]
    public async Task Each_fault_of_the_user_is_one_sentence_and_exit_code_1()
    {
        var plain = Directory.CreateTempSubdirectory("no-repo-");
        var noGit = new Dictionary<string, string> { ["PATH"] = plain.FullName };

        await FailsAsync("is not in a git repository.", plain.FullName);
        await FailsAsync("There is no directory", Path.Combine(plain.FullName, "gone"));
        await FailsAsync("'nothing' is not a commit of the repository", _repository.Path, "nothing");
        await FailsAsync("Usage:", "--unknown");
        await FailsAsync("no git was found in PATH.", noGit, _repository.Path);
        plain.Delete();
    }

    [Fact]
    public async Task A_corrupt_database_is_one_sentence_and_exit_code_1()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "runkonflow.db"), new string('x', 10_000), TestContext.Current.CancellationToken);

        await FailsAsync("runkonflow.db", _repository.Path);
    }

    [Fact]
    public async Task A_locked_database_is_one_sentence_and_exit_code_1()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "runkonflow.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await FailsAsync("locked", _repository.Path);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_one_sentence_and_exit_code_1()
    {
        Assert.SkipWhen(Environment.UserName == "root", "This user may write everywhere.");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await FailsAsync("cannot be written to", _repository.Path);

        File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task FailsAsync(string sentence, params string[] arguments) => FailsAsync(sentence, new Dictionary<string, string>(), arguments);

    private async Task FailsAsync(string sentence, Dictionary<string, string> environment, params string[] arguments)
    {
        var review = await SampleProcess.RunAsync(_folder.FullName, environment, arguments);

        Assert.Equal(1, review.ExitCode);
        Assert.Contains(sentence, Assert.Single(review.Errors));
    }
}
