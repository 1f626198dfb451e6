namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>A local function or constant: it has no value to keep, so its declaration is repeated in each segment that names it.</summary>
internal sealed record CarriedModel(bool IsConstant, string Text, SourceSpan Source);
