using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0300: what the limits of a step say of numbers, time and text can be followed.</summary>
internal static class LimitsAreValid
{
    public static IEnumerable<Finding> Check(IMethodSymbol step, CancellationToken cancellationToken)
        => Check(step, KnownNames.ConcurrencyAttribute, cancellationToken).Concat(Check(step, KnownNames.RateLimitAttribute, cancellationToken));

    private static IEnumerable<Finding> Check(IMethodSymbol step, string name, CancellationToken cancellationToken)
    {
        if (step.Find(name) is not { } attribute) return [];
        return PolicyValuesAreValid.Count(attribute, "Limit", cancellationToken)
            .Concat(PolicyValuesAreValid.Durations(attribute, ["Per"], mustBePositive: true, cancellationToken))
            .Concat(Key(attribute, step, cancellationToken));
    }

    private static IEnumerable<Finding> Key(AttributeData attribute, IMethodSymbol step, CancellationToken cancellationToken)
    {
        if (attribute.ConstructorArguments is not [{ Value: string text }]) yield break;
        TemplateParser.Parse(text, step, out var fault);
        if (text.Length == 0) fault = "say what is limited";
        if (fault is not null) yield return PolicyValuesAreValid.Invalid(attribute, "key", ConstantText.Of(text), fault, cancellationToken);
    }
}
