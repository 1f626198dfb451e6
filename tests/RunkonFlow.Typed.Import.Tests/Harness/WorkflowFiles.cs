namespace RunkonFlow.Typed.Import.Tests;

/// <summary>The .wf files of these tests.</summary>
internal static class WorkflowFiles
{
    public static WorkflowSource Read(string name)
    {
        using var stream = typeof(WorkflowFiles).Assembly.GetManifestResourceStream($"Files/{name}.wf");
        using var reader = new StreamReader(stream ?? throw new ArgumentException($"There is no file '{name}'.", nameof(name)));
        return new($"{name}.wf", reader.ReadToEnd());
    }
}
