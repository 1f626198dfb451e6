namespace RunkonFlow.Typed;

/// <summary>Marks a durable part of a flow, called from it and executed in the same run. May not call itself, directly or not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SubFlowAttribute : Attribute;
