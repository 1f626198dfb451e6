using System.Runtime.CompilerServices;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>
/// Compares text with an accepted file in <c>Snapshots</c> beside the test. On a difference the text is written as
/// <c>.received.cs</c>; with <c>UPDATE_SNAPSHOTS=1</c> it is accepted.
/// </summary>
internal static class Snapshot
{
    public static void Match(string text, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var received = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var stem = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", $"{Path.GetFileNameWithoutExtension(testFile)}.{test}");
        var (accepted, rejected) = ($"{stem}.verified.cs", $"{stem}.received.cs");
        var expected = File.Exists(accepted) ? File.ReadAllText(accepted).Replace("\r\n", "\n", StringComparison.Ordinal) : null;
        if (expected == received)
        {
            File.Delete(rejected);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(stem)!);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(accepted, received);
            return;
        }
        File.WriteAllText(rejected, received);
        Assert.Fail($"{Path.GetFileName(accepted)} {(expected is null ? "does not exist" : FirstDifference(expected, received))}. Received:\n{received}");
    }

    private static string FirstDifference(string expected, string received)
    {
        var (left, right) = (expected.Split('\n'), received.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line]) line++;
        return $"differs in line {line + 1}:\n- {left.ElementAtOrDefault(line)}\n+ {right.ElementAtOrDefault(line)}";
    }
}
