using System.Collections.Immutable;
using System.Text.Json;
using RunkonFlow.Typed.Graphs;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>The graph of a run's workflow, and where the run stands with each of its nodes.</summary>
/// <example><code>var drawing = (await client.GetGraphAsync(runId))!.ToMermaid();</code></example>
public sealed class RunGraph
{
    private readonly Dictionary<string, RunGraphNode> _byId;

    internal RunGraph(WorkflowRun run, FlowGraph graph, ImmutableArray<RunGraphNode> nodes, ImmutableArray<RunGraphNode> unknown)
    {
        (Run, Graph, Nodes, Unknown) = (run, graph, nodes, unknown);
        _byId = nodes.ToDictionary(static node => node.Node.Id);
    }

    /// <summary>The run.</summary>
    public WorkflowRun Run { get; }

    /// <summary>The graph of its workflow; for the run of an item what its fan-out does for one.</summary>
    public FlowGraph Graph { get; }

    /// <summary>The nodes of <see cref="Graph"/>, in its order.</summary>
    public ImmutableArray<RunGraphNode> Nodes { get; }

    /// <summary>What the run has done at nodes that the registered workflow does not have, such as those of a flow of another shape.</summary>
    public ImmutableArray<RunGraphNode> Unknown { get; }

    /// <summary>Where the run stands with a node; null when the graph has none with that id.</summary>
    public RunGraphNode? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// The graph as a Mermaid flowchart that shows for each node its status as sign, word and colour, how often it ran, what it waits
    /// for, and failures. A node without a sign was not reached.
    /// </summary>
    public string ToMermaid() => new MermaidDrawing(Graph, this).ToString();

    /// <summary>All of it as JSON: that of <see cref="FlowGraph.ToJson"/>, with <c>run</c>, each node's status, and <c>unknown</c>.</summary>
    public string ToJson() => GraphJson.TextOf(WriteTo);

    /// <summary>Writes the JSON of <see cref="ToJson"/>.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        GraphJson.Write(json, Graph, this);
    }
}
