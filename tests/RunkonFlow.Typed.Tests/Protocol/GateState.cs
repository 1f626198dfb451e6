namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>Where the one gate of a run stands.</summary>
internal enum GateState : byte
{
    None,
    Waiting,
    Decided,
    Closed,
}
