using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>A parameter or result that cannot be stored.</summary>
/// <param name="What">Which one.</param>
/// <param name="Why">The member at fault, and what is wrong with it.</param>
/// <param name="Location">Where it is declared.</param>
internal sealed record PayloadFault(string What, string Why, Location Location);
