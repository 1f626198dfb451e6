namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>The rules that reading a flow can break.</summary>
internal static class RuleIds
{
    public const string AwaitedCallIsNotDurable = "RKF0100";
    public const string OperationInUnsupportedPlace = "RKF0101";
    public const string OperationIsNotAwaited = "RKF0102";
    public const string LoopHasNoBound = "RKF0103";
    public const string StatementNotSupportedAroundOperation = "RKF0104";
    public const string SubFlowRecursion = "RKF0106";
    public const string StatementLeavesTheRun = "RKF0107";
    public const string SecondCallSiteNeedsName = "RKF0108";
    public const string ArgumentIsByReference = "RKF0109";
    public const string TokenIsNotTheFlows = "RKF0110";
    public const string FilterIsNotPure = "RKF0111";
    public const string CallerIsAskedFor = "RKF0112";
    public const string LocalCannotBePersisted = "RKF0200";
    public const string PayloadCannotBeStored = "RKF0201";
    public const string StateIsNotStored = "RKF0203";
    public const string DurableObjectChanged = "RKF0204";
    public const string BranchesWriteOneLocal = "RKF0205";
    public const string CommitHasNoSubstitute = "RKF0303";
}
