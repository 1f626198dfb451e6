namespace RunkonFlow.Typed.Persistence;

/// <summary>A change of a step row by its id. The generation has no default, so that nobody writes under none by accident.</summary>
public sealed record StepUpdate
{
    /// <summary>The generation under which the writer owns the run.</summary>
    public required long Generation { get; init; }

    /// <summary>The status that the row is to have.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>The child run; null keeps the stored one on a terminal write.</summary>
    public string? ChildRunId { get; init; }

    /// <summary>A result for people.</summary>
    public string? ResultText { get; init; }

    /// <summary>Context for later steps.</summary>
    public string? ContextOut { get; init; }

    /// <summary>Markers as a JSON array of strings.</summary>
    public string? MarkersOut { get; init; }

    /// <summary>0-based retries; null keeps the stored one on a terminal write.</summary>
    public int? RetryCount { get; init; }

    /// <summary>The typed result as JSON.</summary>
    public string? StructuredOutput { get; init; }

    /// <summary>The failure's message.</summary>
    public string? StepError { get; init; }

    /// <summary>The step ended well.</summary>
    public static StepUpdate Completed(
        long generation, string? childRunId, string? resultText, string? contextOut, string? markersOut, int attempt, string? structuredOutput)
        => new()
        {
            Generation = generation,
            Status = StepStatus.Completed,
            ChildRunId = childRunId,
            ResultText = resultText,
            ContextOut = contextOut,
            MarkersOut = markersOut,
            RetryCount = attempt,
            StructuredOutput = structuredOutput,
        };

    /// <summary>The step failed; the message is its result text too.</summary>
    public static StepUpdate Failed(long generation, string message, int attempt)
        => new() { Generation = generation, Status = StepStatus.Failed, ResultText = message, StepError = message, RetryCount = attempt };

    /// <summary>The step failed in a child run.</summary>
    public static StepUpdate FailedWithChild(long generation, string message, int attempt, string childRunId)
        => Failed(generation, message, attempt) with { ChildRunId = childRunId };
}
