using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>What a run's row knows of a step row that is not terminal, or that belongs to the operation begun last.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="KeyHash">See <see cref="StepKey.Hash"/>.</param>
/// <param name="Operation">See <see cref="StepKey.HashOperation"/>.</param>
/// <param name="Position">Its order in the run.</param>
/// <param name="Status">Where it stands.</param>
internal record struct OpenEntry(long Id, long KeyHash, int Operation, int Position, StepStatus Status);
