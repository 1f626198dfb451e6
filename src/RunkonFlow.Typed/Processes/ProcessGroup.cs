using System.Runtime.InteropServices;

namespace RunkonFlow.Typed.Processes;

/// <summary>
/// Process groups on Unix. .NET cannot start a child in a group of its own, so the child is started through <c>setsid</c>,
/// which makes itself a session and group leader and then becomes the program: same process id, which is also the group's.
/// </summary>
internal static class ProcessGroup
{
    private const int SigKill = 9;

    /// <summary>The full path of <c>setsid</c>; null where there is none.</summary>
    public static string? LeaderProgram { get; } = FindLeaderProgram();

    /// <summary>Kills every process in the group that a process leads; none left is fine.</summary>
    public static void Kill(int leader)
    {
        // 0 and 1 would mean our own group and everything: never.
        if (leader > 1) _ = SendSignal(-leader, SigKill);
    }

    private static string? FindLeaderProgram()
        => OperatingSystem.IsLinux() ? Array.Find(["/usr/bin/setsid", "/bin/setsid"], File.Exists) : null;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);
}
