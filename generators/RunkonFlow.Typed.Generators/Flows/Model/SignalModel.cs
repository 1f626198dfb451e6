using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>A signal of a workflow, whether or not a flow waits for it.</summary>
internal sealed record SignalModel(string Id, PayloadModel Message);
