namespace RunkonFlow.Typed.Generators.Values;

/// <summary>How a type is stored.</summary>
internal sealed record PayloadModel(string TypeId, bool IsImmutable, string? Fault);
