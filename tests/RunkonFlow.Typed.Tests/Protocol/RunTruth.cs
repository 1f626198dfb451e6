namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>What really happened to a run. No rule of the store reads it; the invariants do.</summary>
/// <param name="Handouts">How often the run was handed to a worker.</param>
/// <param name="IsHeld">The last handout stands: the run was not parked, ended or taken away since.</param>
/// <param name="Accepted">The content of the last commit that was applied; 0 for none.</param>
/// <param name="SeenAtParking">The inbox counter that the last parking commit had seen.</param>
/// <param name="Signals">How many signals were stored.</param>
internal readonly record struct RunTruth(byte Handouts, bool IsHeld, byte Accepted, byte SeenAtParking, byte Signals);
