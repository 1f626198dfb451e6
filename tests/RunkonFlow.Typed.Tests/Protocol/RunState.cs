using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>A run as the store has it, with the truth beside it.</summary>
/// <param name="Exists">It was created.</param>
/// <param name="Status">Its status.</param>
/// <param name="Owner">The number of the owner's row; 0 for none.</param>
/// <param name="Generation">Grows when the run is handed out.</param>
/// <param name="Sequence">Grows with each commit.</param>
/// <param name="Digest">What the store remembers of the last commit's content; 0 for nothing.</param>
/// <param name="Inbox">Grows with each message and decision.</param>
/// <param name="IsDue">A worker may claim it now.</param>
/// <param name="Gate">Its gate.</param>
/// <param name="Truth">What really happened.</param>
internal readonly record struct RunState(
    bool Exists, RunStatus Status, byte Owner, byte Generation, byte Sequence, byte Digest, byte Inbox, bool IsDue, GateState Gate, RunTruth Truth)
{
    public bool HasEnded => Status == RunStatus.Completed;

    public bool IsClaimable => Exists && Owner == 0 && IsDue && Status is RunStatus.Pending or RunStatus.Waiting or RunStatus.NeedsResume;

    public RunState WithOwnersSwapped() => Owner == 0 ? this : this with { Owner = (byte)(((Owner + 1) % 4) + 1) };
}
