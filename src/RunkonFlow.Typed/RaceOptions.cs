using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed;

/// <summary>How <c>Flow.Race</c> is decided.</summary>
/// <param name="FirstEnd">The first end decides, also a failure. Otherwise the first that ends well; when none does, the last failure.</param>
public readonly record struct RaceOptions(bool FirstEnd = false)
{
    /// <summary>Called by generated code.</summary>
    public static implicit operator JoinPolicy(RaceOptions options) => new(IsRace: true, FirstEnd: options.FirstEnd);
}
