using System.Globalization;
using System.Text;

namespace RepoReview;

/// <summary>The report as Markdown. It holds nothing but what git says about the commit, so two reviews give the same bytes.</summary>
internal static class Report
{
    private const int ShownAuthors = 10;

    public static string Write(ReviewRequest request, Commit commit, History history, Measurement measured, SpotCheck? check)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"# Review of {Path.GetFileName(request.Repository)}");
        Line($"");
        Line($"Commit `{commit.Hash}` of {commit.Date} by {Plain(commit.Author)}: {Plain(commit.Subject)}");
        Line($"");
        Line($"| | |");
        Line($"|---|---:|");
        Line($"| Commits | {history.Commits:N0} |");
        Line($"| Authors | {history.Authors.Length:N0} |");
        Line($"| Files | {measured.Files:N0} |");
        Line($"| Bytes | {measured.Bytes:N0} |");
        Line($"| Lines of text | {measured.Lines:N0} |");
        Line($"| Binary files | {measured.Binary:N0} |");
        Line($"");
        Line($"## Files by extension");
        Line($"");
        Line($"| Extension | Files | Bytes | Lines |");
        Line($"|---|---:|---:|---:|");
        foreach (var figures in measured.Extensions.OrderByDescending(figures => figures.Bytes))
            Line($"| {(figures.Extension.Length == 0 ? "none" : Plain(figures.Extension))} | {figures.Files:N0} | {figures.Bytes:N0} | {figures.Lines:N0} |");
        Line($"");
        Line($"## Authors by commits");
        Line($"");
        Line($"| Author | Commits |");
        Line($"|---|---:|");
        foreach (var author in history.Authors.Take(ShownAuthors)) Line($"| {Plain(author.Name)} | {author.Commits:N0} |");
        if (history.Authors.Length > ShownAuthors) Line($"| {history.Authors.Length - ShownAuthors:N0} more | |");

        if (check is not null)
        {
            Line($"");
            Line($"Spot check: `{check.Path}` holds {check.Bytes:N0} bytes.");
        }

        return text.ToString();
    }

    // A name or subject from the repository must not break the table it stands in.
    private static string Plain(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
