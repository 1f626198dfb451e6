using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing.Rules;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>Suppresses one rule of another analyzer where our pattern provokes it.</summary>
public abstract class DurableMethodSuppressor : DiagnosticSuppressor
{
    private readonly SuppressionDescriptor _suppression;

    private protected DurableMethodSuppressor(string suppressedId, string justification)
    {
        _suppression = new SuppressionDescriptor("RKF" + suppressedId, suppressedId, justification);
        SupportedSuppressions = [_suppression];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; }

    /// <inheritdoc/>
    public sealed override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (DurableMethods.Around(diagnostic, context, IsOurs) is { } method && IsProvoked(method))
                context.ReportSuppression(Suppression.Create(_suppression, diagnostic));
        }
    }

    /// <summary>Whether a method is one of those that the engine knows.</summary>
    private protected virtual bool IsOurs(IMethodSymbol method) => StepRules.IsDurable(method);

    /// <summary>Whether our pattern provokes the rule on this durable method.</summary>
    private protected abstract bool IsProvoked(IMethodSymbol method);
}
