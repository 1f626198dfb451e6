using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>A bound on the confidence that a step has stated.</summary>
internal sealed record QualityGateNode(Position At, string Source, uint Threshold, bool ContinuesOnFail) : Node(At);
