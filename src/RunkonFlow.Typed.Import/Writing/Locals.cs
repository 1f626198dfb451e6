using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>
/// The locals that hold the results which conditions ask for. One is declared where its step runs if everything that names it
/// stands behind; else at the top, with null for a step that has not run.
/// </summary>
internal sealed class Locals
{
    private readonly ImportSet _set;
    private readonly HashSet<string> _ownSteps;
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, Node> _declarations = [];

    public Locals(WorkflowDefinition definition, ImportSet set, NameScope names)
    {
        _set = set;
        _ownSteps = [.. definition.AllNodes.SelectMany(OwnSteps)];
        foreach (var node in definition.AllNodes)
            foreach (var key in ReadBy(node)) _names.TryAdd(key, "");
        foreach (var key in _names.Keys.ToList())
        {
            _names[key] = names.Take(CSharp.Camel(key));
            var inAlways = definition.Always.Any(node => Names(node, key));
            var inBody = definition.Body.Any(node => Names(node, key));
            if (inAlways && inBody) continue;
            if (DeclarationOf(inAlways ? definition.Always : definition.Body, key) is { } declaration) _declarations.Add(key, declaration);
        }
    }

    /// <summary>The locals that stand at the top.</summary>
    public IEnumerable<string> AtTop => _names.Where(name => !_declarations.ContainsKey(name.Key)).Select(static name => name.Value);

    public IEnumerable<string> Keys => _names.Keys;

    public string? NameOf(string key) => _names.GetValueOrDefault(key);

    public bool IsDeclaredAt(string key, Node node) => ReferenceEquals(_declarations.GetValueOrDefault(key), node);

    /// <summary>The keys of the results that a node's own header asks for.</summary>
    public static ImmutableArray<string> ReadBy(Node node) => node switch
    {
        IfNode { Marker: { } marker } => [marker.Step],
        LoopNode loop => [loop.Condition.Step],
        ParallelNode parallel => [.. parallel.Calls.Where(static call => call.If is not null).Select(static call => call.If!.Step).Distinct()],
        GateNode { OptionsFrom: { } from } => [from.Step],
        QualityGateNode gate => [gate.Source],
        _ => [],
    };

    /// <summary>Whether a node's own work may leave a result under a key.</summary>
    public bool IsProducedBy(Node node, string key)
        => OwnSteps(node).Contains(key) || (node is CallWorkflowNode call && IsProducedInside(call.Workflow, key));

    /// <summary>Whether a run of a workflow may leave a result under a key besides its own; one that is not imported leaves those that nothing here does.</summary>
    public bool IsProducedInside(string workflow, string key)
        => key != workflow && (_set.TryGet(workflow, out _) ? _set.Produces(workflow, key) : !_ownSteps.Contains(key));

    private static IEnumerable<string> OwnSteps(Node node)
    {
        var (name, onFail) = node switch
        {
            CallNode call => (call.Agent.Key, call.OnFail),
            ScriptNode script => (script.Name, script.OnFail),
            CallWorkflowNode call => (call.Workflow, call.OnFail),
            _ => (null, null),
        };
        if (name is not null) yield return name;
        if (onFail?.Agent is { } agent) yield return agent.Key;
    }

    private bool Names(Node node, string key)
        => WorkflowDefinition.Flatten(node).Any(one => ReadBy(one).Contains(key) || IsProducedBy(one, key));

    private Node? DeclarationOf(ImmutableArray<Node> nodes, string key)
    {
        var naming = nodes.Where(node => Names(node, key)).ToList();
        if (naming.Count == 0) return null;
        if (naming[0] is CallNode { OnFail: null } or ScriptNode { OnFail: null }) return naming[0];
        if (naming[0] is CallWorkflowNode { OnFail: null } call && call.Workflow == key) return call;
        return naming is [Block block] && !ReadBy(block).Contains(key) ? DeclarationOf(block.Body, key) : null;
    }
}
