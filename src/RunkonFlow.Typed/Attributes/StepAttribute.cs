namespace RunkonFlow.Typed;

/// <summary>
/// Marks a unit of work with effects: a method of the workflow or of any injected class or interface. It runs at least
/// once and is committed before the flow goes on. Without <see cref="RetryAttribute"/> it has one attempt.
/// </summary>
/// <param name="id">The stable id; by default the method's name without <c>Async</c> in kebab case.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StepAttribute(string? id = null) : Attribute
{
    /// <summary>The stable id, or null for the one derived from the method's name.</summary>
    public string? Id { get; } = id;

    /// <summary>How long one attempt may take, as text such as <c>"30s"</c>. At its end the attempt's token is cancelled.</summary>
    public string? Timeout { get; set; }

    /// <summary>The step changes the world outside; a dry run substitutes it.</summary>
    public bool Commits { get; set; }

    /// <summary>
    /// The step is never repeated: it is recorded as running before the call, and found so after a crash it fails with
    /// <c>OutcomeUnknown</c>.
    /// </summary>
    public bool AtMostOnce { get; set; }
}
