using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Reads <c>[Concurrency]</c> and <c>[RateLimit]</c> of a step. What is invalid is left out; an analyzer reports it.</summary>
internal static class LimitParser
{
    public static ImmutableArray<LimitModel> Parse(IMethodSymbol step)
        => [.. new[] { Limit(step, KnownNames.ConcurrencyAttribute, isRate: false), Limit(step, KnownNames.RateLimitAttribute, isRate: true) }.OfType<LimitModel>()];

    /// <summary>What the definition of a node says of its limits; empty for none.</summary>
    public static string Policy(ImmutableArray<LimitModel> limits)
        => limits.IsEmpty
            ? ""
            : $", Limits = [{string.Join(", ", limits.Select(l => $"new({ConstantText.Of(l.Limit)}{(l.Per is { } per ? ", " + Duration.Emitted(per) : "")})"))}]";

    private static LimitModel? Limit(IMethodSymbol step, string name, bool isRate)
    {
        if (step.Find(name) is not { ConstructorArguments: [{ Value: string text }] } attribute) return null;
        if (TemplateParser.Parse(text, step, out _) is not { } key) return null;
        var per = Duration.TryParse(attribute.Named("Per", "1s"), out var time) && time > TimeSpan.Zero ? time : TimeSpan.FromSeconds(1);
        return new(key, Math.Max(1, attribute.Named("Limit", 1)), isRate ? per : null);
    }
}
