using System.Collections.Immutable;

namespace RunkonFlow.Typed.Import;

/// <summary>What came of an import.</summary>
/// <param name="Files">The C# files, support types included; empty when no file could be imported.</param>
/// <param name="Findings">Everything that a person should look at, in the order of the files.</param>
/// <param name="Imported">How many workflows were imported.</param>
/// <param name="Refused">How many files were not.</param>
public sealed record ImportResult(ImmutableArray<ImportedFile> Files, ImmutableArray<ImportFinding> Findings, int Imported, int Refused);
