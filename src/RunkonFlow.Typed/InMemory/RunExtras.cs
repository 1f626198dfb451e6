using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>What only some runs have: signals, an audit trail, shapes that their frame did not fit, fan-out steps.</summary>
internal sealed class RunExtras
{
    /// <summary>Signals that the flow has not taken, in the order of their numbers.</summary>
    public List<StoredSignal> Signals { get; } = [];

    /// <summary>Keys of all signals that ever came, taken or not.</summary>
    public HashSet<(string Name, string Key)> SignalKeys { get; } = [];

    /// <summary>What the flow has answered to requests.</summary>
    public Dictionary<(string Signal, string Key), byte[]> Replies { get; } = [];

    /// <summary>Large values of the frame.</summary>
    public List<StoredValue> Values { get; } = [];

    /// <summary>Who did what.</summary>
    public List<AuditEntry> Audit { get; } = [];

    /// <summary>The first answer to each command.</summary>
    public Dictionary<Guid, CommandResult> Answers { get; } = [];

    /// <summary>Shapes that were tried and that the frame did not fit.</summary>
    public List<string> TriedShapes { get; } = [];

    /// <summary>What steps have saved on their way.</summary>
    public List<SavedProgress> Progress { get; } = [];

    /// <summary>Keys of limits of which the run holds permits, or for which it stands in line.</summary>
    public HashSet<string> Limits { get; } = [];

    /// <summary>Step rows that have fan-out items.</summary>
    public List<StepRow> FanOuts { get; } = [];

    /// <summary>Forgets a signal that the flow has taken; its key stays.</summary>
    public void Take(long number)
    {
        var (low, high) = (0, Signals.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Signals[middle].Number == number)
            {
                Signals.RemoveAt(middle);
                return;
            }
            if (Signals[middle].Number < number) low = middle + 1;
            else high = middle - 1;
        }
    }
}
