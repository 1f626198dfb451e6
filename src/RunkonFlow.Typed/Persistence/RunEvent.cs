namespace RunkonFlow.Typed.Persistence;

/// <summary>One transition of a run; written in the same transaction.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Number">From 1, without gap, in the order in which the transitions happened.</param>
/// <param name="Kind">What happened, such as <c>step-completed</c>; see <see cref="RunEventKinds"/>.</param>
/// <param name="NodeId">The node, for events of an operation.</param>
/// <param name="Path">The rounds around it, as text.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Detail">A message, reason or due time, as text.</param>
/// <param name="At">When.</param>
public sealed record RunEvent(
    RunId RunId, long Number, string Kind, string? NodeId, string? Path, int Attempt, string? Detail, DateTimeOffset At);
