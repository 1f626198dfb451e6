namespace RunkonFlow.Typed.Machines;

/// <summary>What is known of the value that a frame's slot had when it was last written. One field of an emitted frame per slot.</summary>
public struct LargeSlot
{
    internal int Id;
    internal UInt128 Hash;
    internal object? Value;
}
