using System.Collections.Immutable;
using System.Globalization;
using RunkonFlow.Typed;
using RunkonFlow.Typed.Processes;

namespace RepoReview;

/// <summary>A step library: what can be asked of a git repository. Every answer comes from the <c>git</c> program.</summary>
public sealed class GitRepository(ProcessSteps processes)
{
    private static readonly ImmutableDictionary<string, string> PlainGit = ImmutableDictionary<string, string>.Empty
        .Add("LC_ALL", "C")
        .Add("GIT_TERMINAL_PROMPT", "0")
        .Add("GIT_OPTIONAL_LOCKS", "0");

    /// <summary>The top folder of the repository that a folder is in; for a bare repository its own folder.</summary>
    public async Task<string> FindAsync(string folder, CancellationToken ct = default)
    {
        var isBare = await GitAsync(folder, ["rev-parse", "--is-bare-repository"], ct) == "true\n";
        var top = await GitAsync(folder, ["rev-parse", isBare ? "--absolute-git-dir" : "--show-toplevel"], ct);
        return top.TrimEnd('\n');
    }

    /// <summary>The full hash of the commit that a revision such as <c>HEAD</c> or a branch means now.</summary>
    public async Task<string> ResolveAsync(string repository, string revision, CancellationToken ct = default)
    {
        var hash = await GitAsync(repository, ["rev-parse", "--verify", "--end-of-options", $"{revision}^{{commit}}"], ct);
        return hash.TrimEnd('\n');
    }

    [Step("read-commit", Timeout = "1m")]
    public async Task<Commit> ReadCommitAsync(string repository, string commit, CancellationToken ct = default)
    {
        var text = await GitAsync(repository, ["log", "-1", "--format=%H%x00%an%x00%ad%x00%s", "--date=short", commit], ct);
        var fields = text.TrimEnd('\n').Split('\0');
        return new(fields[0], fields[1], fields[2], fields[3]);
    }

    [Step("read-history", Timeout = "5m")]
    public async Task<History> ReadHistoryAsync(string repository, string commit, CancellationToken ct = default)
    {
        var count = await GitAsync(repository, ["rev-list", "--count", commit], ct);
        var authors = await GitAsync(repository, ["shortlog", "--summary", "--numbered", commit], ct);
        return new(
            Number(count),
            [.. Split(authors, '\n').Select(line => line.Split('\t', 2)).Select(fields => new AuthorFigures(fields[1], Number(fields[0])))]);
    }

    [Step("count-files", Timeout = "5m")]
    public async Task<int> CountFilesAsync(string repository, string commit, CancellationToken ct = default)
        => (await ListFilesAsync(repository, commit, ct)).Length;

    /// <summary>Measures the files from <paramref name="first"/> on, at most <paramref name="count"/>, in the order of git's own listing.</summary>
    [Step("measure-files", Timeout = "5m"), Retry(MaxAttempts = 3)]
    public async Task<Measurement> MeasureAsync(
        string repository, string commit, int first, int count, CancellationToken ct = default)
    {
        var files = (await ListFilesAsync(repository, commit, ct)).Skip(first).Take(count).ToArray();
        var lines = await CountLinesAsync(repository, commit, files, ct);
        return files
            .Select(file => Measurement.Of(file.Path, file.Bytes, lines.GetValueOrDefault(file.Path)))
            .Aggregate(Measurement.None, (sum, one) => sum.Plus(one));
    }

    /// <summary>Reads the file at a place of git's listing as a whole.</summary>
    public async Task<SpotCheck> ReadWholeFileAsync(string repository, string commit, int place, CancellationToken ct = default)
    {
        var file = (await ListFilesAsync(repository, commit, ct))[place];
        var size = await GitAsync(repository, ["cat-file", "-s", file.Hash], ct);
        return new(file.Path, long.Parse(size, CultureInfo.InvariantCulture));
    }

    private async Task<TreeFile[]> ListFilesAsync(string repository, string commit, CancellationToken ct)
    {
        var listing = await GitAsync(repository, ["ls-tree", "-r", "-l", "-z", "--full-tree", commit], ct);
        return [.. Split(listing, '\0').Select(TreeFile.Parse).OfType<TreeFile>()];
    }

    // The difference to the empty tree: every line of the commit is an added one. Null for binary files.
    private async Task<Dictionary<string, long?>> CountLinesAsync(string repository, string commit, TreeFile[] files, CancellationToken ct)
    {
        var empty = (await GitAsync(repository, ["hash-object", "-t", "tree", "--stdin"], ct)).TrimEnd('\n');
        var numstat = await GitAsync(
            repository,
            ["--literal-pathspecs", "diff-tree", "-r", "-z", "--numstat", "--no-renames", empty, commit, "--", .. files.Select(file => file.Path)],
            ct);
        return Split(numstat, '\0')
            .Select(line => line.Split('\t', 3))
            .ToDictionary(fields => fields[2], fields => fields[0] == "-" ? null : (long?)Number(fields[0]));
    }

    private async Task<string> GitAsync(string repository, ImmutableArray<string> arguments, CancellationToken ct)
    {
        var command = new ProcessCommand("git", arguments)
        {
            WorkingDirectory = repository,
            Environment = PlainGit,
            MaxOutputBytes = 64 * 1024 * 1024,
        };
        var result = await processes.RunCheckedAsync(command, ct);
        if (result.OutputTruncated) throw new InvalidDataException($"'git {arguments[0]}' wrote more than 64 MiB.");
        return result.Output;
    }

    private static string[] Split(string text, char separator) => text.Split(separator, StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
