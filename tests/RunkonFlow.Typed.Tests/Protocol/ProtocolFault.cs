namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>Faults that can be planted in the model of the store, one at a time.</summary>
internal enum ProtocolFault : byte
{
    None,
    ClaimKeepsTheGeneration,
    ClaimTakesOwnedRuns,
    ClaimForgetsTheInbox,
    CommitIgnoresTheGeneration,
    CommitIgnoresTheSequence,
    CommitOfUnownedRuns,
    RepeatIgnoresTheContent,
    RepeatIsUnknown,
    ParkingForgetsTheInbox,
    ParkingKeepsTheOwner,
    SignalWakesNobody,
    DecisionWakesNobody,
    RecoveryKeepsTheOwner,
    RecoveryMakesNothingDue,
    HeartbeatRevivesTheDead,
}
