namespace RunkonFlow.Typed.Persistence;

/// <summary>The right under which an owner writes: it names a run and the generation in which the right was handed out.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Generation">The generation; grows whenever the right is handed out.</param>
public readonly record struct RunFence(RunId RunId, long Generation);
