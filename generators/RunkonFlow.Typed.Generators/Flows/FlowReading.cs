using System.Collections.Immutable;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>
/// What one reading of a flow method gave: the generator takes the lowered flow, the analyzer the findings, so that the two cannot
/// disagree about what is valid.
/// </summary>
/// <param name="Model">The flow; null when its statements cannot be read.</param>
/// <param name="Lowered">The flow as a flat list; null when there is a finding that forbids emission.</param>
/// <param name="Findings">What the rules found, in source order.</param>
internal sealed record FlowReading(FlowBody? Model, LoweredFlow? Lowered, ImmutableArray<FlowFinding> Findings);
