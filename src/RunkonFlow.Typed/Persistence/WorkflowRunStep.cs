using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>One attempt at a node, as it is stored.</summary>
public sealed record WorkflowRunStep
{
    /// <summary>The row's id.</summary>
    public required long Id { get; init; }

    /// <summary>The run.</summary>
    public required RunId RunId { get; init; }

    /// <summary>The node's id.</summary>
    public required string NodeId { get; init; }

    /// <summary>The rounds of the loops around it.</summary>
    public required IterationPath Path { get; init; }

    /// <summary>The attempt, from 1; 0 for a row inserted by name without a retry count.</summary>
    public required int Attempt { get; init; }

    /// <summary>The step's id.</summary>
    public required string StepName { get; init; }

    /// <summary>What kind of work it is.</summary>
    public required string Role { get; init; }

    /// <summary>The step changes the world outside.</summary>
    public bool CanCommit { get; init; }

    /// <summary>The order in which operations were begun in the run.</summary>
    public int Position { get; init; }

    /// <summary>Where it stands.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>0-based retries, as the contract of named operations has it.</summary>
    public int RetryCount { get; init; }

    /// <summary>The child run of the step.</summary>
    public string? ChildRunId { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it is due, or its deadline.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>A result for people.</summary>
    public string? ResultText { get; init; }

    /// <summary>Context for later steps, of hosts that pass it as text; notes of a step's body otherwise.</summary>
    public string? ContextOut { get; init; }

    /// <summary>Markers as a JSON array of strings.</summary>
    public string? MarkersOut { get; init; }

    /// <summary>The typed result as JSON.</summary>
    public string? StructuredOutput { get; init; }

    /// <summary>The failure's message.</summary>
    public string? StepError { get; init; }

    /// <summary>The failure's type.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The attempt failed and a handler of the flow took it.</summary>
    public bool Tolerated { get; init; }

    /// <summary>The node of the parallel or race whose branch the row is.</summary>
    public string? Group { get; init; }

    /// <summary>How far the attempt is, as its body said last; null when it said nothing.</summary>
    public StepProgress? Progress { get; init; }

    /// <summary>How far its items are, when it is a fan-out.</summary>
    public FanOutCounts? Items { get; init; }

    /// <summary>The gate of the step, when it is one.</summary>
    public GateRow? Gate { get; init; }
}
