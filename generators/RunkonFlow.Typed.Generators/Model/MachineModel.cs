namespace RunkonFlow.Typed.Generators.Model;

/// <summary>The machine of one workflow: its text, or what the generator itself failed with.</summary>
/// <param name="Class">The class, for messages and file names.</param>
/// <param name="Text">The file; null when the flow has errors.</param>
/// <param name="Fault">The generator's own failure, or null.</param>
internal sealed record MachineModel(string Class, string? Text, string? Fault);
