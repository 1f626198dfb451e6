using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
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

    /// <summary>
    /// Equal for every attempt at this execution of the operation, and for no other: run, operation, rounds. An operator who retries
    /// the run from its start or an earlier operation wants the effects anew, so keys are others from then on; a retry where the
    /// run failed keeps them.
    /// </summary>
    public string IdempotencyKey => Scope is not { } scope ? ""
        : scope.Epoch == 0 ? $"{scope.RunId}/{scope.NodeId}/{scope.Path}"
        : $"{scope.RunId}/{scope.NodeId}/{scope.Path}/{scope.Epoch}";

    /// <summary>Whether the run is a dry run.</summary>
    public bool DryRun => Scope?.DryRun ?? false;

    /// <summary>Adds a marker, a short word, to the attempt's row.</summary>
    public void Mark(string marker) => Scope?.Markers.Add(marker);

    /// <summary>Adds a note, a line of text for people, to the attempt's row.</summary>
    public void Note(string note) => Scope?.Notes.Add(note);

    /// <summary>
    /// Says how far the attempt is. Shown on its row: when it ends, and while it runs at most once per
    /// <c>RunkonFlowOptions.ProgressInterval</c>, so it may be called as often as is convenient.
    /// </summary>
    /// <param name="done">Units done.</param>
    /// <param name="total">Units in all; 0 when that is not known.</param>
    public void Progress(long done, long total = 0)
    {
        if (Scope is not { } scope) return;
        scope.Progress = new(done, total);
        scope.Report?.Invoke(_stamp);
    }

    /// <summary>
    /// Saves how far a long step has come, for its next attempt, on whatever worker that is made. It is durable when this returns,
    /// replaces what was saved before, and is gone when the step has ended well. Outside an engine it does nothing.
    /// </summary>
    /// <param name="value">What <see cref="TryGetSaved{T}(JsonTypeInfo{T}, out T)"/> is to give.</param>
    /// <param name="type">How the value is written, from a <c>JsonSerializerContext</c>.</param>
    /// <exception cref="OperationCanceledException">The attempt was given up, or the run is another worker's by now.</exception>
    /// <exception cref="PayloadTooLargeException">The value is larger than a payload may be.</exception>
    public ValueTask SaveAsync<T>(T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_scope is null) return default;
        if (Scope is not { } scope) throw SavedJson.GivenUp();
        return scope.Save is { } save ? new(save(_stamp, SavedJson.Write(value, type))) : default;
    }

    /// <inheritdoc cref="SaveAsync{T}(T, JsonTypeInfo{T})"/>
    /// <remarks>
    /// Written by the workflow's own context, <c>[Workflow(Json = …)]</c>, where that lists the type, else by reflection.
    /// </remarks>
    [RequiresUnreferencedCode(SavedJson.Reflects), RequiresDynamicCode(SavedJson.Reflects)]
    public ValueTask SaveAsync<T>(T value) => _scope is null ? default : SaveAsync(value, SavedJson.TypeOf<T>(_scope.Json));

    /// <summary>What an earlier attempt has saved, or this one.</summary>
    /// <param name="type">How the value is read.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="System.Text.Json.JsonException">What was saved is of another form.</exception>
    public bool TryGetSaved<T>(JsonTypeInfo<T> type, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(type);
        value = default;
        if (Scope is not { Saved.IsEmpty: false } scope) return false;
        value = SavedJson.Read(scope.Saved.Span, type)!;
        return true;
    }

    /// <inheritdoc cref="TryGetSaved{T}(JsonTypeInfo{T}, out T)"/>
    [RequiresUnreferencedCode(SavedJson.Reflects), RequiresDynamicCode(SavedJson.Reflects)]
    public bool TryGetSaved<T>([MaybeNullWhen(false)] out T value)
    {
        value = default;
        return _scope is not null && TryGetSaved(SavedJson.TypeOf<T>(_scope.Json), out value);
    }

    internal DbTransaction? Transaction => Scope?.Transaction;

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
