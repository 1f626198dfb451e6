namespace RunkonFlow.Typed.Generators.Model;

/// <summary>The outcome of reading one class: a workflow, or what the generator itself failed with.</summary>
/// <param name="Class">The class, for messages and file names.</param>
/// <param name="Workflow">What was read; null when nothing can be emitted for the class.</param>
/// <param name="Fault">The generator's own failure, or null.</param>
internal sealed record SurfaceModel(string Class, WorkflowModel? Workflow, string? Fault);
