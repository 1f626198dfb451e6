namespace RunkonFlow.Typed.Persistence;

/// <summary>A step row to insert by name. With a retry count it is running, else pending.</summary>
public sealed record NewStep
{
    /// <summary>The step's id; also the row's node id.</summary>
    public required string StepName { get; init; }

    /// <summary>What kind of work it is.</summary>
    public required string Role { get; init; }

    /// <summary>The step changes the world outside.</summary>
    public bool CanCommit { get; init; }

    /// <summary>The order of the operation in the run.</summary>
    public int Position { get; init; }

    /// <summary>The round; the row's path is <c>[iteration]</c>.</summary>
    public int Iteration { get; init; }

    /// <summary>0-based retries, or null for a pending row.</summary>
    public int? RetryCount { get; init; }

    /// <summary>The gate that the step is.</summary>
    public GateRow? Gate { get; init; }
}
