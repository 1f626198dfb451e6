namespace RunkonFlow.Typed.Client;

/// <summary>A local or parameter of a flow, as its run was stored last.</summary>
/// <param name="Name">The user's name for it.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="Value">Its value.</param>
/// <param name="Part">The calls of sub-flows and the branches in which it stands, from outside, with a slash between; empty for the flow itself.</param>
public sealed record RunLocal(string Name, Type Type, object? Value, string Part);
