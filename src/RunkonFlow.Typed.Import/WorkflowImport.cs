using RunkonFlow.Typed.Import.Reading;
using RunkonFlow.Typed.Import.Writing;

namespace RunkonFlow.Typed.Import;

/// <summary>Turns the <c>.wf</c> files of runkon-flow into attributed C#, once: what comes out belongs to whoever imported it.</summary>
public static class WorkflowImport
{
    // Types of ours and of the SDK's implicit usings that emitted code names, and members that every workflow class gets.
    private static readonly string[] TakenTypes =
    [
        "Flow", "Step", "Gate", "Retry", "Workflow", "Child", "SubFlow", "Signal", "ResolvedBy", "Decision", "FanOut", "Unit", "BranchOptions", "OnTimeout",
        "OnItemFailure", "OnLimit", "StepContext", "StepFailedException", "Task", "ValueTask", "CancellationToken", "TimeSpan", "Math", "System", "RunkonFlow",
        "ImmutableArray", "ImmutableDictionary", "Gates", "Steps", "Signals", "Start", "Registration", "Formerly", "Schedule", "Queue", "Concurrency",
        "RateLimit", "Compensates", "DryRun", "Upcast", "Prompt", "Timeout",
    ];

    /// <summary>Imports files together: those that call each other become parents and children.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>C# for every file that could be imported, and what a person should look at.</returns>
    public static ImportResult Import(IEnumerable<WorkflowSource> files, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var targetNamespace = (options ?? new()).Namespace;
        var sources = files.ToList();
        var findings = sources.ConvertAll(static source => new Findings(source.Path));
        var read = Read(sources, findings, targetNamespace);
        RefuseCircles(read);

        var set = new ImportSet(read.Where(static one => !one.Workflow.Findings.HasErrors).ToDictionary(static one => one.Workflow.Definition.Name, static one => one.Workflow));
        var emitted = new List<ImportedFile>();
        foreach (var (source, workflow) in read)
            if (!workflow.Findings.HasErrors) emitted.AddRange(Emit(source, workflow, set, targetNamespace));

        var support = SupportFiles.For(emitted.Select(static file => file.Text), targetNamespace);
        var refused = findings.Count(static one => one.HasErrors);
        return new([.. emitted, .. support], [.. findings.SelectMany(static one => one.All)], sources.Count - refused, refused);
    }

    private static List<(WorkflowSource Source, ImportedWorkflow Workflow)> Read(List<WorkflowSource> sources, List<Findings> findings, string targetNamespace)
    {
        var types = new NameScope("Workflow", StringComparer.OrdinalIgnoreCase, [.. TakenTypes, .. SupportFiles.TypeNames, .. targetNamespace.Split('.')]);
        var read = new List<(WorkflowSource Source, ImportedWorkflow Workflow)>();
        for (var i = 0; i < sources.Count; i++)
        {
            if (Parser.Parse(sources[i].Text, findings[i]) is not { } definition) continue;
            if (read.Find(other => other.Workflow.Definition.Name == definition.Name) is { Source: { } first })
                findings[i].Error(definition.At, $"The workflow '{definition.Name}' stands in '{first.Path}' too; import one of them.");
            else if (read.Find(other => other.Workflow.Id == CSharp.Id(definition.Name)) is { Source: { } like })
                findings[i].Error(definition.At, $"The workflow '{definition.Name}' would have the id '{CSharp.Id(definition.Name)}', as that of '{like.Path}' has; rename one of them.");
            else
                read.Add((sources[i], new ImportedWorkflow(definition, findings[i], types)));
        }
        return read;
    }

    private static void RefuseCircles(List<(WorkflowSource Source, ImportedWorkflow Workflow)> read)
    {
        var all = new ImportSet(read.ToDictionary(static one => one.Workflow.Definition.Name, static one => one.Workflow));
        foreach (var (_, workflow) in read)
        {
            if (all.CircleOf(workflow.Definition.Name) is { } circle)
                workflow.Findings.Error(workflow.Definition.At, $"Workflows call each other in a circle: {string.Join(" -> ", circle)}. Break it, or start one of them from a step with IWorkflowClient.");
        }
    }

    private static IEnumerable<ImportedFile> Emit(WorkflowSource source, ImportedWorkflow workflow, ImportSet set, string targetNamespace)
    {
        var writer = new FlowWriter(set, workflow);
        yield return FileWriter.Write($"{workflow.ClassName}.cs", writer.WriteClass(), source.Path, targetNamespace);
        yield return FileWriter.Write($"{workflow.InputName}.cs", InputWriter.Write(workflow), source.Path, targetNamespace);
        if (writer.Agents.Count > 0)
            yield return FileWriter.Write($"{workflow.AgentsName}.cs", AgentsWriter.Write(workflow, writer.Agents), source.Path, targetNamespace);
    }
}
