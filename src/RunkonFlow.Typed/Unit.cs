namespace RunkonFlow.Typed;

/// <summary>The result of what has none.</summary>
public readonly record struct Unit;
