namespace RunkonFlow.Typed;

/// <summary>
/// A clock of tests on which waiting takes no time. A <see cref="TimeProvider"/> that has it is moved on by the timers of a flow
/// that runs as plain C# under <see cref="FlowInline"/>, instead of being waited for.
/// </summary>
public interface IVirtualTime
{
    /// <summary>Moves the clock.</summary>
    void Advance(TimeSpan by);
}
