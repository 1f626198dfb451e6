namespace RunkonFlow.Typed;

/// <summary>States that a member has no effects and always gives the same answer, so that a flow's own statements may call it.</summary>
/// <remarks>On a type, or on the constructor parameter, field or property that holds a service, it speaks for all of its members.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class PureInFlowAttribute : Attribute;
