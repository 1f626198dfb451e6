using RunkonFlow.Typed.Oracle.Tests.Programs;

namespace RunkonFlow.Typed.Oracle.Tests.Rendering;

/// <summary>One statement of a rendered program, for the distribution.</summary>
/// <param name="Kinds">What it counts as; the first is the main one.</param>
/// <param name="Parent">The compound statement directly around it.</param>
/// <param name="Depth">Compound statements around it.</param>
/// <param name="IsInTry">It stands inside the protected part of a durable <c>try</c>.</param>
/// <param name="IsWitness">It reads in a handler what was written before an operation.</param>
public sealed record StatementUse(IReadOnlyList<StatementKind> Kinds, StatementKind? Parent, int Depth, bool IsInTry, bool IsWitness);
