namespace RunkonFlow.Typed;

/// <summary>What can follow what. Conditions and loops show as several edges from one node.</summary>
/// <param name="From">The id of a node.</param>
/// <param name="To">The id of a node.</param>
/// <param name="Kind">When it is taken.</param>
public readonly record struct GraphEdge(string From, string To, GraphEdgeKind Kind = GraphEdgeKind.Next);
