using System.CommandLine;

namespace RunkonFlow.Typed.Cli;

/// <summary>The tool's commands.</summary>
internal static class RunkonflowCommand
{
    /// <summary>What a wrong command line ends with.</summary>
    public const int UsageError = 2;

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Tools of RunkonFlow.Typed, durable workflows as attributed C#.") { ImportCommand.Create() };
        var parsed = root.Parse(args);
        var configuration = new InvocationConfiguration { Output = output, Error = error };
        if (parsed.Errors.Count == 0) return parsed.Invoke(configuration);
        parsed.Invoke(configuration);
        return UsageError;
    }
}
