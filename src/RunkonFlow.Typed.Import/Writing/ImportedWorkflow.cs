using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Reading;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>A workflow that is being imported, with the names of what is emitted for it.</summary>
internal sealed class ImportedWorkflow(WorkflowDefinition definition, Findings findings, NameScope types)
{
    // Members that every record has, and the one that each input has.
    private static readonly string[] TakenMembers = ["Variables", "Equals", "GetHashCode", "ToString", "GetType", "Clone", "EqualityContract", "PrintMembers", "MemberwiseClone", "Finalize", "ReferenceEquals", "ToLog"];

    public WorkflowDefinition Definition { get; } = definition;

    public Findings Findings { get; } = findings;

    public string Id { get; } = CSharp.Id(definition.Name);

    public string ClassName { get; } = types.Take(CSharp.Pascal(definition.Name));

    public string InputName => $"{ClassName}Input";

    public string AgentsName => $"I{ClassName}Agents";

    /// <summary>The member for each input.</summary>
    public ImmutableDictionary<string, string> Members { get; } = MembersOf(definition);

    public InputDeclaration? Input(string name) => Definition.Inputs.FirstOrDefault(input => input.Name == name);

    /// <summary>The workflows that it runs.</summary>
    public IEnumerable<(Node Node, string Workflow)> Calls => Definition.AllNodes
        .Select(static node => (node, node switch { CallWorkflowNode call => call.Workflow, ForEachNode items => items.Workflow, _ => "" }))
        .Where(static call => call.Item2.Length > 0);

    private static ImmutableDictionary<string, string> MembersOf(WorkflowDefinition definition)
    {
        var scope = new NameScope("", StringComparer.Ordinal, [.. TakenMembers, $"{CSharp.Pascal(definition.Name)}Input"]);
        return definition.Inputs.ToImmutableDictionary(static input => input.Name, input => scope.Take(CSharp.Pascal(input.Name)));
    }
}
