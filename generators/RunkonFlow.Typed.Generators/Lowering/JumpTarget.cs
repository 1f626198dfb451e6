namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>Where a break or continue leads, with the region in force there.</summary>
/// <param name="Code">As a pending completion keeps it: even for break, odd for continue, of the loop or switch <c>Code / 2</c>.</param>
internal sealed record JumpTarget(Label Label, Region Region, int Code);
