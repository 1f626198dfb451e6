using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed;

/// <summary>How <c>Flow.Parallel</c> joins its branches.</summary>
/// <param name="FailFast">The first failure cancels the branches that still run. Otherwise every branch ends first.</param>
/// <param name="MinSuccess">How many branches must end well; 0 for all. The results of those that did not are their types' defaults.</param>
public readonly record struct BranchOptions(bool FailFast = false, int MinSuccess = 0)
{
    /// <summary>Called by generated code.</summary>
    public static implicit operator JoinPolicy(BranchOptions options) => new(FailFast: options.FailFast, MinSuccess: options.MinSuccess);
}
