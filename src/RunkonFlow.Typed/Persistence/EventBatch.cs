namespace RunkonFlow.Typed.Persistence;

/// <summary>What a sink is to be given next.</summary>
/// <param name="Events">In the order in which they were committed; those of a run in the order of their numbers.</param>
/// <param name="Cursor">Up to where it goes; to be given back once the sink has taken all.</param>
public sealed record EventBatch(IReadOnlyList<RunEvent> Events, long Cursor);
