namespace RunkonFlow.Typed;

/// <summary>One operation of a flow, or something around or between them, as a graph shows it.</summary>
/// <param name="Id">
/// Unique in the graph: the id of the operation's <see cref="NodeDefinition"/> where it has one. Of a sub-flow it is the call's, of a
/// compensation <c>{node}/{step}</c>; start and end are <c>(start)</c> and <c>(end)</c>, behind the ids of the calls around them.
/// </param>
/// <param name="Kind">What it stands for.</param>
/// <param name="StepId">
/// The id of the step, gate, signal, sub-flow or child workflow that is called; for the flow's own words such as <c>delay</c>; empty for
/// start and end.
/// </param>
/// <param name="Within">The id of the sub-flow, parallel, race or fan-out that holds it; null for the flow itself.</param>
/// <param name="IsInFinalizer">It stands in a <c>finally</c>, or undoes something: it runs after a failure and a cancel too.</param>
public sealed record GraphNode(string Id, GraphNodeKind Kind, string StepId = "", string? Within = null, bool IsInFinalizer = false);
