using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>The step that decides an automated gate.</summary>
/// <param name="Callee">What stands before its argument list.</param>
/// <param name="Shape">Its task.</param>
/// <param name="ResultType">What it answers, with nullability.</param>
/// <param name="Arguments">Its arguments, in the order of its parameters.</param>
internal sealed record ResolverModel(string Callee, TaskShape Shape, string ResultType, ImmutableArray<SubstituteArgument> Arguments);
