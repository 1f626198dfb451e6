using System.Collections.Immutable;
using System.Text.Json;
using RunkonFlow.Typed.Graphs;

namespace RunkonFlow.Typed;

/// <summary>
/// A workflow's operations and which can follow which, as the compiler found them. Branches, items and the operations of a sub-flow
/// stand within their node: edges to and from the outside are those of that node. Immutable.
/// </summary>
/// <example><code>File.WriteAllText("order-fulfilment.mmd", registration.Definition.Graph.ToMermaid());</code></example>
public sealed class FlowGraph
{
    /// <summary>The workflow's id.</summary>
    public required string Workflow { get; init; }

    /// <summary>The workflow's version.</summary>
    public required int Version { get; init; }

    /// <summary>The workflow's name for people.</summary>
    public required string Title { get; init; }

    /// <summary>The nodes in source order, what holds others before them.</summary>
    public required ImmutableArray<GraphNode> Nodes { get; init; }

    /// <summary>The edges.</summary>
    public required ImmutableArray<GraphEdge> Edges { get; init; }

    /// <summary>The node with an id, or null.</summary>
    public GraphNode? Find(string id) => Nodes.FirstOrDefault(node => node.Id == id);

    /// <summary>The graph as a Mermaid flowchart.</summary>
    public string ToMermaid() => new MermaidDrawing(this, run: null).ToString();

    /// <summary>The graph as JSON: <c>workflow</c>, <c>version</c>, <c>title</c>, <c>nodes</c>, <c>edges</c>.</summary>
    public string ToJson() => GraphJson.TextOf(WriteTo);

    /// <summary>Writes the JSON of <see cref="ToJson"/>.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        GraphJson.Write(json, this, run: null);
    }

    /// <summary>What a fan-out does for one item, as the graph of that item's run.</summary>
    internal FlowGraph OfItem(string fanOut)
    {
        var inside = new List<GraphNode>();
        foreach (var node in Nodes)
        {
            if (node.Within == fanOut) inside.Add(node with { Within = null });
            else if (node.Within is not null && inside.Exists(outer => outer.Id == node.Within)) inside.Add(node);
        }
        var ids = inside.Select(static node => node.Id).ToHashSet();
        var edges = Edges.Where(edge => ids.Contains(edge.From) && ids.Contains(edge.To));
        var (start, end) = (new GraphNode("(start)", GraphNodeKind.Start), new GraphNode("(end)", GraphNodeKind.End));
        var body = inside.Where(static node => node is { Within: null, Kind: not GraphNodeKind.Compensation });
        return new()
        {
            Workflow = Workflow,
            Version = Version,
            Title = Title,
            Nodes = [start, .. inside, end],
            Edges = [.. body.SelectMany(node => new GraphEdge[] { new(start.Id, node.Id), new(node.Id, end.Id) }), .. edges],
        };
    }
}
