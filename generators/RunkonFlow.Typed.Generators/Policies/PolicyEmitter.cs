using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Policies;

/// <summary>Policies as C#.</summary>
internal static class PolicyEmitter
{
    /// <summary>What a <c>NodeDefinition</c>'s initializer says of a policy, each part with a comma before it; empty for the default.</summary>
    public static string Initializers(StepPolicyModel policy)
        => (policy.Rules.Count == 0 ? "" : $", Retry = {Retry(policy)}")
            + (policy.Timeout is { } timeout ? $", Timeout = {Duration.Emitted(timeout)}" : "")
            + (policy.Commits ? ", Commits = true" : "")
            + (policy.AtMostOnce ? ", AtMostOnce = true" : "");

    private static string Retry(StepPolicyModel policy)
        => $"new global::RunkonFlow.Typed.RetryPolicy([{string.Join(", ", policy.Rules.Select(Rule))}])";

    private static string Rule(RetryRuleModel rule)
    {
        var parts = new List<string>();
        if (rule.Exception is { } exception) parts.Add($"Matches = static e => e is {exception}");
        parts.Add($"MaxAttempts = {ConstantText.Of(rule.MaxAttempts)}");
        if (rule.MaxAttempts > 1)
        {
            parts.Add($"Delay = {Duration.Emitted(rule.Delay)}");
            parts.Add($"Backoff = global::RunkonFlow.Typed.Backoff.{rule.Backoff}");
            parts.Add($"MaxDelay = {Duration.Emitted(rule.MaxDelay)}");
            parts.Add($"Jitter = {ConstantText.Of(rule.Jitter)}");
        }
        return $"new global::RunkonFlow.Typed.RetryRule {{ {string.Join(", ", parts)} }}";
    }
}
