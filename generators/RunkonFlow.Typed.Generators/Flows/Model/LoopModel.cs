using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>A loop that holds a durable operation.</summary>
internal sealed record LoopModel
{
    /// <summary>Its number, as <see cref="Jump.Target"/> names it.</summary>
    public required int Number { get; init; }

    /// <summary>Its id, from the keyword and the operations in it: <c>while(fix)</c>.</summary>
    public required string Id { get; init; }

    public required LoopGuardKind Guard { get; init; }

    /// <summary>For <see cref="LoopGuardKind.Progress"/>: the type of the progress value.</summary>
    public string? ProgressType { get; init; }

    public PayloadModel? ProgressPayload { get; init; }

    public bool IsForEach { get; init; }

    /// <summary>Its condition is <c>Flow.Forever</c>.</summary>
    public bool IsForever { get; init; }

    /// <summary>Its condition is asked before the first round.</summary>
    public bool TestsFirst { get; init; }
}

/// <summary>A switch that holds a durable operation, by number and id.</summary>
internal sealed record SwitchName(int Number, string Id);

/// <summary>What bounds a loop beside its own condition.</summary>
internal enum LoopGuardKind
{
    None,

    /// <summary><c>Flow.Loop</c> with a bound on its rounds.</summary>
    Rounds,

    /// <summary><c>Flow.Loop</c> that also watches a progress value.</summary>
    Progress,
}
