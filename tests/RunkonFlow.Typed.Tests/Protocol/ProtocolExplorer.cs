using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>
/// Visits every state that the model can reach, breadth first, and remembers a shortest way to each. States that differ only
/// in which of the two runs or processes is which are one.
/// </summary>
internal sealed class ProtocolExplorer(ProtocolModel model)
{
    // By a hash of 128 bits over the state, which consists of bytes alone.
    private readonly HashSet<UInt128> _known = [];
    private readonly List<(ProtocolState State, int From, ProtocolAction By)> _states = [];

    public int StateCount => _states.Count;

    public long StepCount { get; private set; }

    /// <summary>The first thing that is wrong, with a shortest way to it; null when nothing is.</summary>
    public string? Explore(ProtocolBounds bounds)
    {
        List<ProtocolAction> actions = [];
        Add(ProtocolState.Initial(bounds), -1, default);
        for (var number = 0; number < _states.Count; number++)
        {
            var state = _states[number].State;
            model.Offer(state, actions);
            foreach (var action in actions)
            {
                var (next, answer) = model.Apply(state, action);
                StepCount++;
                if (ProtocolInvariants.Violation(state, action, answer, next) is { } wrongStep) return Trace(wrongStep, number, action);
                if (!Add(next, number, action)) continue;
                if (ProtocolInvariants.Violation(next) is { } wrongState) return Trace(wrongState, number, action);
            }
        }
        return null;
    }

    private bool Add(in ProtocolState state, int from, ProtocolAction by)
    {
        if (!_known.Add(Key(state))) return false;
        _states.Add((state, from, by));
        return true;
    }

    private static UInt128 Key(in ProtocolState state)
    {
        var swapped = state.WithProcessesSwapped();
        return UInt128.Min(KeyOfEitherOrder(state), KeyOfEitherOrder(swapped));
    }

    private static UInt128 KeyOfEitherOrder(in ProtocolState state) => UInt128.Min(Hash(state), Hash(state.WithRunsSwapped()));

    private static UInt128 Hash(in ProtocolState state) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(new ReadOnlySpan<ProtocolState>(in state)));

    private string Trace(string wrong, int number, ProtocolAction last)
    {
        List<ProtocolAction> way = [last];
        for (; _states[number].From >= 0; number = _states[number].From) way.Add(_states[number].By);
        way.Reverse();
        return $"{wrong}:{string.Concat(way.Select(action => $"\n  {action}"))}";
    }
}
