using System.Collections.Immutable;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>A signal of a workflow, whether or not a flow waits for it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FormerIds">Ids that it had in shipped versions.</param>
/// <param name="Message">What it takes.</param>
/// <param name="Reply">What the flow answers; null for a signal that takes no requests.</param>
internal sealed record SignalModel(string Id, ImmutableArray<string> FormerIds, PayloadModel Message, PayloadModel? Reply);
