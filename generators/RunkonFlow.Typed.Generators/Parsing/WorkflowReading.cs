using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>One reading of a workflow, answered twice: the generator takes the model, the analyzer the findings.</summary>
/// <param name="Model">The model; null when nothing can be emitted without an error of our own.</param>
/// <param name="Findings">What is wrong with the declaration.</param>
internal sealed record WorkflowReading(WorkflowModel? Model, IReadOnlyList<Finding> Findings);
