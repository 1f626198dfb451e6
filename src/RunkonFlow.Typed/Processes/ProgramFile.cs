namespace RunkonFlow.Typed.Processes;

/// <summary>Finds the file that a command's program means, before anything is started, so that the failure can name it.</summary>
internal static class ProgramFile
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The program's full path; on Windows the name itself, which the system looks up by its own rules.</summary>
    /// <exception cref="ProgramNotFoundException">There is none that may be executed.</exception>
    public static string Find(ProcessCommand command)
    {
        var program = command.Program;
        if (string.IsNullOrEmpty(program)) throw new ProgramNotFoundException("", "no program is named");
        if (OperatingSystem.IsWindows()) return program;
        if (program.Contains('/')) return FindByPath(program, command.WorkingDirectory);

        var path = command.Environment.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        foreach (var directory in path.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var file = Path.Combine(directory, program);
            if (IsExecutable(file)) return file;
        }

        throw new ProgramNotFoundException(program, "no directory of PATH holds it");
    }

    private static string FindByPath(string program, string? workingDirectory)
    {
        var file = Path.GetFullPath(program, Path.GetFullPath(workingDirectory ?? "."));
        if (!File.Exists(file)) throw new ProgramNotFoundException(program, $"there is no file '{file}'");
        return IsExecutable(file) ? file : throw new ProgramNotFoundException(program, $"the file '{file}' is not executable");
    }

    private static bool IsExecutable(string file)
        => File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & AnyExecute) != 0);
}
