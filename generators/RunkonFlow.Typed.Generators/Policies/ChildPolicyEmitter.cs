using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Policies;

/// <summary>What <c>[Child]</c> says, as a <c>NodeDefinition</c>'s initializer states it, each part with a comma before it.</summary>
internal static class ChildPolicyEmitter
{
    /// <param name="child">The constructor parameter through which the child runs are started; null when none is known.</param>
    public static string Of(IParameterSymbol? child)
    {
        if (child?.Find(KnownNames.ChildAttribute) is not { } attribute) return "";
        var attempts = attribute.Named("MaxAttempts", 1);
        var rule = new RetryRuleModel { MaxAttempts = attempts };
        if (Duration.TryParse(attribute.Named<string?>("Delay", null), out var delay)) rule = rule with { Delay = delay };
        var policy = new StepPolicyModel { Rules = attempts > 1 ? new[] { rule }.ToEquatable() : default };
        return PolicyEmitter.Initializers(policy)
            + (attribute.Member("OnParentCancel") == 1 ? ", OnParentCancel = global::RunkonFlow.Typed.OnParentCancel.Abandon" : "");
    }
}
