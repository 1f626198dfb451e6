using System.Collections.Immutable;

namespace RunkonFlow.Typed;

/// <summary>How failed attempts at a step are repeated: the first rule that matches the exception decides.</summary>
public sealed class RetryPolicy
{
    /// <summary>One attempt.</summary>
    public static RetryPolicy None { get; } = new([]);

    private readonly ImmutableArray<RetryRule> _rules;

    /// <summary>A policy of rules, the most specific first.</summary>
    public RetryPolicy(ImmutableArray<RetryRule> rules) => _rules = rules;

    /// <summary>The rules, the most specific first.</summary>
    public ImmutableArray<RetryRule> Rules => _rules;

    /// <summary>The rule for an exception; null when it is not repeated. A timed out attempt is a <see cref="TimeoutException"/>.</summary>
    public RetryRule? RuleFor(Exception exception)
    {
        foreach (var rule in _rules)
            if (rule.Matches(exception))
                return rule.MaxAttempts <= 1 ? null : rule;
        return null;
    }
}
