using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Policies;

/// <summary>
/// Reads how attempts at a step are made: its own attributes, and for what they leave open those of the type that declares it.
/// Rules are put in the order in which the engine asks them: the most derived exception first, every exception last; where
/// one exception has both, <c>[NoRetry]</c> wins over <c>[Retry]</c>.
/// </summary>
internal static class PolicyParser
{
    private static readonly string[] BackoffNames = ["Constant", "Linear", "Exponential"];

    /// <summary>The policy. What is invalid reads as its default; an analyzer reports it.</summary>
    public static StepPolicyModel Parse(IMethodSymbol step)
    {
        step = step.ReducedFrom ?? step;
        var attribute = step.Find(KnownNames.StepAttribute);
        return new StepPolicyModel
        {
            Rules = Rules(step).ToEquatable(),
            Timeout = Duration.TryParse(attribute?.Named<string?>("Timeout", null), out var timeout) ? timeout : null,
            Commits = attribute?.Named("Commits", false) ?? false,
            AtMostOnce = attribute?.Named("AtMostOnce", false) ?? false,
        };
    }

    /// <summary>The exception that a retry attribute is about: false when it is none, null for every exception.</summary>
    public static bool IsRetry(AttributeData attribute, out ITypeSymbol? exception)
    {
        var type = attribute.AttributeClass;
        exception = type is { Arity: 1 } ? type.TypeArguments[0] : null;
        return type.Is(KnownNames.RetryAttribute) || type.Is(KnownNames.RetryOfAttribute) || type.Is(KnownNames.NoRetryAttribute);
    }

    private static IEnumerable<RetryRuleModel> Rules(IMethodSymbol step)
    {
        var rules = new Dictionary<string, (int Depth, RetryRuleModel Rule)>(StringComparer.Ordinal);
        // The first that speaks for an exception stays: the method before its type, and [NoRetry] before [Retry].
        foreach (var attribute in Ordered(step).Concat(Ordered(step.ContainingType)))
        {
            if (!IsRetry(attribute, out var exception)) continue;
            var rule = Read(attribute, exception);
            if (!rules.ContainsKey(rule.Exception ?? "")) rules.Add(rule.Exception ?? "", (DepthOf(exception), rule));
        }
        return rules.Values.OrderByDescending(r => r.Depth).ThenBy(r => r.Rule.Exception, StringComparer.Ordinal).Select(r => r.Rule);
    }

    private static IEnumerable<AttributeData> Ordered(ISymbol symbol)
        => symbol.GetAttributes().OrderByDescending(attribute => attribute.AttributeClass.Is(KnownNames.NoRetryAttribute));

    private static RetryRuleModel Read(AttributeData attribute, ITypeSymbol? exception)
    {
        var name = exception is null ? null : TypeNames.NotNull(exception);
        if (attribute.AttributeClass.Is(KnownNames.NoRetryAttribute)) return new RetryRuleModel { Exception = name, MaxAttempts = 1 };
        var model = new RetryRuleModel { Exception = name, MaxAttempts = Math.Max(1, attribute.Named("MaxAttempts", 3)) };
        var backoff = attribute.Named("Backoff", 2);
        if (Duration.TryParse(attribute.Named<string?>("Delay", null), out var delay)) model = model with { Delay = delay };
        // Who asks for an hour and says no more wants an hour.
        if (model.Delay > model.MaxDelay) model = model with { MaxDelay = model.Delay };
        return model with
        {
            Backoff = backoff >= 0 && backoff < BackoffNames.Length ? BackoffNames[backoff] : model.Backoff,
            MaxDelay = Duration.TryParse(attribute.Named<string?>("MaxDelay", null), out var maxDelay) ? maxDelay : model.MaxDelay,
            Jitter = attribute.Named("Jitter", true),
        };
    }

    private static int DepthOf(ITypeSymbol? exception)
    {
        var depth = 0;
        for (var current = exception; current is not null; current = current.BaseType) depth++;
        return depth;
    }
}
