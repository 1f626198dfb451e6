using System.Diagnostics.CodeAnalysis;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>The workflows that are imported together; those know each other's inputs and steps.</summary>
internal sealed class ImportSet(IReadOnlyDictionary<string, ImportedWorkflow> workflows)
{
    public bool TryGet(string name, [NotNullWhen(true)] out ImportedWorkflow? workflow) => workflows.TryGetValue(name, out workflow);

    /// <summary>Whether a run of a workflow may leave a result under a step's name; one that is not imported may.</summary>
    public bool Produces(string workflow, string step) => Produces(workflow, step, []);

    /// <summary>The names of the calls that lead from a workflow back to itself; null when there is no such circle.</summary>
    public IReadOnlyList<string>? CircleOf(string name) => Path(name, name, []);

    private bool Produces(string workflow, string step, HashSet<string> seen)
    {
        if (workflow == step || !workflows.TryGetValue(workflow, out var imported)) return true;
        return seen.Add(workflow) && imported.Definition.AllNodes.Any(node => node switch
        {
            CallNode call => call.Agent.Key == step || call.OnFail?.Agent?.Key == step,
            ScriptNode script => script.Name == step || script.OnFail?.Agent?.Key == step,
            CallWorkflowNode call => Produces(call.Workflow, step, seen),
            _ => false,
        });
    }

    private List<string>? Path(string from, string to, HashSet<string> seen)
    {
        if (!workflows.TryGetValue(from, out var workflow)) return null;
        foreach (var (_, called) in workflow.Calls)
        {
            if (called == to) return [from, called];
            if (seen.Add(called) && Path(called, to, seen) is { } rest) return [from, .. rest];
        }
        return null;
    }
}
