using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0300: durations can be read, and counts are in their range.</summary>
internal static class PolicyValuesAreValid
{
    public static IEnumerable<Finding> CheckWorkflow(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken)
        => Durations(attribute, ["FinalizerTimeout", "Timeout"], mustBePositive: true, cancellationToken)
            .Concat(Count(attribute, "Version", cancellationToken))
            .Concat(Count(attribute, "KeepHistory", cancellationToken))
            .Concat(SchedulesAreValid.Check(type, cancellationToken))
            .Concat((ConstructorReader.Widest(type)?.Parameters ?? []).SelectMany(parameter => CheckChild(parameter, cancellationToken)));

    private static IEnumerable<Finding> CheckChild(IParameterSymbol parameter, CancellationToken cancellationToken)
        => parameter.Find(KnownNames.ChildAttribute) is { } child
            ? Durations(child, ["Delay"], mustBePositive: false, cancellationToken)
                .Concat(Count(child, "MaxAttempts", cancellationToken))
                .Concat(Member(child, "OnParentCancel", 1, cancellationToken))
            : [];

    public static IEnumerable<Finding> CheckStep(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var ofStep = method.Find(KnownNames.StepAttribute) is { } step
            ? Durations(step, ["Timeout"], mustBePositive: true, cancellationToken)
            : [];
        return ofStep.Concat(CheckRetries(method, cancellationToken));
    }

    /// <summary>The retry attributes of a method, or those that a type gives to its steps.</summary>
    public static IEnumerable<Finding> CheckRetries(ISymbol symbol, CancellationToken cancellationToken)
        => symbol.GetAttributes().Where(attribute => PolicyParser.IsRetry(attribute, out _)).SelectMany(attribute =>
            Durations(attribute, ["Delay", "MaxDelay"], mustBePositive: false, cancellationToken)
                .Concat(Count(attribute, "MaxAttempts", cancellationToken))
                .Concat(Member(attribute, "Backoff", 2, cancellationToken)));

    public static IEnumerable<Finding> Timeout(AttributeData attribute, CancellationToken cancellationToken)
        => Durations(attribute, ["Timeout"], mustBePositive: true, cancellationToken);

    public static IEnumerable<Finding> Durations(
        AttributeData attribute, string[] names, bool mustBePositive, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            if (attribute.Named<string?>(name, null) is not { } text) continue;
            if (!Duration.TryParse(text, out var duration))
                yield return Invalid(attribute, name, ConstantText.Of(text), $"write {Duration.Wanted}", cancellationToken);
            else if (mustBePositive && duration == TimeSpan.Zero)
                yield return Invalid(attribute, name, ConstantText.Of(text), "write more than nothing", cancellationToken);
        }
    }

    public static IEnumerable<Finding> Count(AttributeData attribute, string name, CancellationToken cancellationToken)
    {
        if (attribute.Named(name, 1) is var count and < 1)
            yield return Invalid(attribute, name, ConstantText.Of(count), "write 1 or more", cancellationToken);
    }

    /// <summary>The value of an enum is one of its members, whose numbers go from 0 to <paramref name="last"/>.</summary>
    public static IEnumerable<Finding> Member(AttributeData attribute, string name, int last, CancellationToken cancellationToken)
    {
        if (attribute.Member(name) is { } value && (value < 0 || value > last))
            yield return Invalid(attribute, name, value.ToString(System.Globalization.CultureInfo.InvariantCulture), $"name a member of {name}", cancellationToken);
    }

    public static Finding Invalid(AttributeData attribute, string name, string value, string advice, CancellationToken cancellationToken)
        => new(PolicyDiagnostics.PolicyValueIsInvalid, attribute.LocationOf(name, cancellationToken), name, value, advice);
}
