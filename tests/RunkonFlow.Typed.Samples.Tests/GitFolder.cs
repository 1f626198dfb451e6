using System.Diagnostics;

namespace RunkonFlow.Typed.Samples.Tests;

/// <summary>A small repository with text, binary, empty, oddly named and submodule-free files, made with git itself.</summary>
internal sealed class GitFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("repo-review-git-");

    public string Path => _folder.FullName;

    public static GitFolder Create()
    {
        var folder = new GitFolder();
        folder.Git("init", "--quiet");
        for (var i = 0; i < 120; i++) folder.Write($"src/file {i}.cs", string.Concat(Enumerable.Repeat("line\n", i % 7)));
        folder.Write("no-end.txt", "one\ntwo");
        folder.Write("ümläut [x]*.md", "# Title\n");
        folder.Write("empty", "");
        File.WriteAllBytes(System.IO.Path.Combine(folder.Path, "image.bin"), [0, 1, 2, 0, 255]);
        folder.Commit("First | with a bar", "Ada");
        folder.Write("later.txt", "x\n");
        folder.Commit("Second", "Bea");
        folder.Commit("Third", "Ada");
        return folder;
    }

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Path, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    public void Dispose()
    {
        // Git's objects are read-only files, which some systems do not delete.
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories)) file.Attributes = FileAttributes.Normal;
        _folder.Delete(recursive: true);
    }

    private void Write(string path, string text)
    {
        var file = new FileInfo(System.IO.Path.Combine(Path, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }

    private void Commit(string message, string author)
    {
        Git("add", "--all");
        Git(
            "-c", $"user.name={author}", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false",
            "commit", "--quiet", "--allow-empty", "-m", message);
    }
}
