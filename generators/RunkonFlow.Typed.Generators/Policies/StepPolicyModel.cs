using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Policies;

/// <summary>How attempts at a step are made.</summary>
internal sealed record StepPolicyModel
{
    /// <summary>The retry rules; the first whose exception matches decides. Without any there is one attempt.</summary>
    public required EquatableArray<RetryRuleModel> Rules { get; init; }

    /// <summary>How long one attempt may take, or null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The step changes the world outside.</summary>
    public bool Commits { get; init; }

    /// <summary>The step is never repeated.</summary>
    public bool AtMostOnce { get; init; }
}
