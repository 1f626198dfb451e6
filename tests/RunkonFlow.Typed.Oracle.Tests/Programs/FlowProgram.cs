using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>An abstract program: a flow of two ints, and the sub-flows that it may call.</summary>
public sealed record FlowProgram(Block Flow, ImmutableArray<SubFlow> SubFlows);

public sealed record SubFlow(string Name, Block Body);
