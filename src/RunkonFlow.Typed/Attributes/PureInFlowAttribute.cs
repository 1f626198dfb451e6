namespace RunkonFlow.Typed;

/// <summary>States that a member has no effects and always gives the same answer, so that a flow's own statements may call it.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class PureInFlowAttribute : Attribute;
