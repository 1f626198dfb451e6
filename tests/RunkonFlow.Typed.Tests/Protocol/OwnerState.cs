namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>A worker's row.</summary>
internal enum OwnerState : byte
{
    Absent,
    Alive,

    /// <summary>Its lease has run out and nobody has declared it dead yet.</summary>
    Expired,
}
