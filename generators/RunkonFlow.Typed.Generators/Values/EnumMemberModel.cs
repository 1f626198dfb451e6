namespace RunkonFlow.Typed.Generators.Values;

/// <summary>One name of an enum.</summary>
/// <param name="Field">The field, escaped.</param>
/// <param name="Text">The name in JSON.</param>
/// <param name="IsFirst">The first name of its value: the one that is written.</param>
internal sealed record EnumMemberModel(string Field, string Text, bool IsFirst);
