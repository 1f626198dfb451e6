using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed;

/// <summary>What a step may know of its attempt, and what it may leave on its row. The default value answers safe values.</summary>
public readonly struct StepContext : IEquatable<StepContext>
{
    private readonly StepScope? _scope;
    private readonly int _stamp;

    internal StepContext(StepScope scope) => (_scope, _stamp) = (scope, scope.Stamp);

    /// <summary>The run; the empty id outside an engine.</summary>
    public RunId RunId => Scope?.RunId ?? default;

    /// <summary>The operation's id in its flow; empty outside an engine.</summary>
    public string StepId => Scope?.NodeId ?? "";

    /// <summary>The rounds of the loops around the operation.</summary>
    public IterationPath Path => Scope?.Path ?? default;

    /// <summary>The attempt, from 1.</summary>
    public int Attempt => Scope?.Attempt ?? 1;

    /// <summary>Equal for every attempt at this execution of the operation, and for no other: run, operation, rounds.</summary>
    public string IdempotencyKey => Scope is { } scope ? $"{scope.RunId}/{scope.NodeId}/{scope.Path}" : "";

    /// <summary>Whether the run is a dry run.</summary>
    public bool DryRun => Scope?.DryRun ?? false;

    /// <summary>Adds a marker, a short word, to the attempt's row.</summary>
    public void Mark(string marker) => Scope?.Markers.Add(marker);

    /// <summary>Adds a note, a line of text for people, to the attempt's row.</summary>
    public void Note(string note) => Scope?.Notes.Add(note);

    /// <inheritdoc/>
    public bool Equals(StepContext other) => ReferenceEquals(_scope, other._scope) && _stamp == other._stamp;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StepContext other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _stamp;

    /// <summary>Whether both speak of one attempt.</summary>
    public static bool operator ==(StepContext left, StepContext right) => left.Equals(right);

    /// <summary>Whether they speak of different attempts.</summary>
    public static bool operator !=(StepContext left, StepContext right) => !left.Equals(right);

    // A scope serves attempt after attempt; one that was given up must not write on its successor's row.
    private StepScope? Scope => _scope is { } scope && scope.Stamp == _stamp ? scope : null;
}
