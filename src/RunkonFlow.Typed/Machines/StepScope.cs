using System.Data.Common;
using System.Text.Json.Serialization.Metadata;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Machines;

/// <summary>What stands behind a <see cref="StepContext"/>: one object per strand, used for attempt after attempt.</summary>
internal sealed class StepScope
{
    private readonly Lock _lock = new();
    private StepProgress? _progress;
    private int _stamp;
    private volatile bool _hasReached;

    public RunId RunId { get; set; }
    public string NodeId { get; set; } = "";
    public IterationPath Path { get; set; }
    public int Attempt { get; set; }
    public bool DryRun { get; set; }

    /// <summary>How often the run was retried from its start or an earlier operation.</summary>
    public int Epoch { get; set; }

    public List<string> Markers { get; } = [];
    public List<string> Notes { get; } = [];

    /// <summary>Which attempt the scope speaks of.</summary>
    public int Stamp => Volatile.Read(ref _stamp);

    /// <summary>What an earlier attempt has saved, or this one; empty for nothing.</summary>
    public ReadOnlyMemory<byte> Saved { get; set; }

    /// <summary>The attempt has saved something, or has said how far it is.</summary>
    public bool HasReached => _hasReached;

    /// <summary>The store's transaction in which the attempt is made; null for most.</summary>
    public DbTransaction? Transaction { get; set; }

    /// <summary>How the types are written that a body saves; null without a context of the workflow's own.</summary>
    public IJsonTypeInfoResolver? Json { get; set; }

    /// <summary>Makes what the attempt of a stamp saves durable; null for a step that nobody drives.</summary>
    public Func<int, ReadOnlyMemory<byte>, Task>? Save { get; set; }

    /// <summary>The attempt of a stamp has said how far it is.</summary>
    public Action<int>? Report { get; set; }

    /// <summary>How far the attempt is; from any thread.</summary>
    public StepProgress? Progress
    {
        get
        {
            lock (_lock) return _progress;
        }
        set
        {
            lock (_lock) _progress = value;
        }
    }

    public void Begin(string nodeId, IterationPath path, int attempt)
    {
        (NodeId, Path, Attempt) = (nodeId, path, attempt);
        Clear();
        End();
    }

    /// <summary>A body reaches out. Whoever ends the attempt either sees this, or has ended it before the stamp is looked at.</summary>
    public void Reach()
    {
        _hasReached = true;
        Interlocked.MemoryBarrier();
    }

    /// <summary>The attempt is over: a body that still runs speaks to nobody.</summary>
    public void End() => Interlocked.Increment(ref _stamp);

    /// <summary>Forgets what an attempt has left, once it stands on its row.</summary>
    public void Clear()
    {
        if (Markers.Count > 0) Markers.Clear();
        if (Notes.Count > 0) Notes.Clear();
        (Saved, _hasReached, _progress) = (default, false, null);
    }
}
