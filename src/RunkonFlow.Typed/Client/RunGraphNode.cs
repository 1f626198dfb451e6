using System.Collections.Immutable;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Client;

/// <summary>A node of a graph, and where a run stands with it. Where it ran in several rounds, the latest one counts.</summary>
public sealed record RunGraphNode
{
    /// <summary>The node.</summary>
    public required GraphNode Node { get; init; }

    /// <summary>Where the run stands with it.</summary>
    public GraphNodeStatus Status { get; init; }

    /// <summary>How often the run has come to it, of the rounds that are stored; 0 for sub-flows, start and end, which have no rows.</summary>
    public int Executions { get; init; }

    /// <summary>Attempts of the latest execution, one that is to come included.</summary>
    public int Attempts { get; init; }

    /// <summary>When the latest execution began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it is due, or its deadline, while it has not ended.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>While it waits: for what, for people.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The message of the latest failure, also while it is tried again.</summary>
    public string? Error { get; init; }

    /// <summary>The type of that failure.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The child runs that it has begun, oldest first.</summary>
    public ImmutableArray<string> ChildRunIds { get; init; } = [];

    /// <summary>How far the attempt is, as its body said last.</summary>
    public StepProgress? Progress { get; init; }

    /// <summary>For a fan-out, a parallel or a race: how its items or branches stand.</summary>
    public GraphOutcomes? Outcomes { get; init; }
}
