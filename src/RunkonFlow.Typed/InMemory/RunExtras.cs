using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

/// <summary>What only some runs have: signals, an audit trail, shapes that their frame did not fit, fan-out steps.</summary>
internal sealed class RunExtras
{
    /// <summary>Signals in the order of their numbers.</summary>
    public List<StoredSignal> Signals { get; } = [];

    /// <summary>Large values of the frame.</summary>
    public List<StoredValue> Values { get; } = [];

    /// <summary>Who did what.</summary>
    public List<AuditEntry> Audit { get; } = [];

    /// <summary>The first answer to each command.</summary>
    public Dictionary<Guid, CommandResult> Answers { get; } = [];

    /// <summary>Shapes that were tried and that the frame did not fit.</summary>
    public List<string> TriedShapes { get; } = [];

    /// <summary>Step rows that have fan-out items.</summary>
    public List<StepRow> FanOuts { get; } = [];
}
