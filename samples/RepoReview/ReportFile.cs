using RunkonFlow.Typed;

namespace RepoReview;

/// <summary>A step library: the report on disk. It appears under its name as a whole or not at all.</summary>
public sealed class ReportFile(string path)
{
    private readonly string _draft = $"{path}.draft";

    /// <summary>Where it stands.</summary>
    public string Path { get; } = path;

    [Step("open-draft")]
    public Task OpenDraftAsync(CancellationToken ct = default) => File.WriteAllTextAsync(_draft, "", ct);

    /// <summary>Writes the draft to the end, then renames it: whoever reads the report sees the old one or the new one.</summary>
    [Step("publish-report", Commits = true), Retry(MaxAttempts = 3)]
    public async Task<string> PublishAsync(string markdown, CancellationToken ct = default)
    {
        await File.WriteAllTextAsync(_draft, markdown, ct);
        File.Move(_draft, Path, overwrite: true);
        return markdown;
    }

    [Step("remove-draft")]
    public Task RemoveDraftAsync(CancellationToken ct = default)
    {
        File.Delete(_draft);
        return Task.CompletedTask;
    }

    /// <summary>Puts the report of an earlier review back if the file is gone or holds another.</summary>
    public async Task RestoreAsync(string markdown, CancellationToken ct = default)
    {
        if (!File.Exists(Path) || await File.ReadAllTextAsync(Path, ct) != markdown) await PublishAsync(markdown, ct);
    }
}
