using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>What a dry run does instead of calling a step that changes the world outside.</summary>
/// <param name="Callee">What stands before the argument list of the method that is called instead; null where there is none and the dry run fails.</param>
/// <param name="Arguments">Its arguments, in the order of its parameters.</param>
internal sealed record SubstituteModel(string? Callee, ImmutableArray<SubstituteArgument> Arguments);

/// <summary>What a substitute is given for one parameter.</summary>
/// <param name="From">What the engine fills, or <see cref="ArgumentSource.Plain"/> for what the call passes.</param>
/// <param name="Parameter">The step's parameter whose argument it is.</param>
/// <param name="Default">Its value where the call leaves it out.</param>
internal sealed record SubstituteArgument(ArgumentSource From, string Parameter, string Default);
