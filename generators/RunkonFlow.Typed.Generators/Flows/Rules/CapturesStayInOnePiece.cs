using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// A lambda that is put into an event, a field or a collection outlives the piece of the flow in which it stands. It would go on
/// with its own copies of the locals that it captures, so those are locals of that piece alone.
/// </summary>
internal sealed class CapturesStayInOnePiece : IFlowRule
{
    public void Check(FlowContext flow)
    {
        if (flow.Lowered is not { } lowered) return;
        var slots = new HashSet<ISymbol>(lowered.Slots.Select(slot => flow.Variables[slot]).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        foreach (var node in FlowSyntax.OfTheFlowItself(CallSites.Body(flow)))
        {
            if (node is not AnonymousFunctionExpressionSyntax lambda || KeptIn(lambda, flow.Model) is not { } place) continue;
            // Keys and dependencies of a fan-out are asked for where it begins.
            if (flow.Sites.Any(site => site is { Fault: null, Kind: DurableKind.FanOut } && site.Node.Span.Contains(lambda.Span))) continue;
            if (CapturedBy(lambda, slots, flow.Model) is { } captured)
                flow.Report(RuleIds.LocalCannotBePersisted, lambda, captured.Name, $"is captured by a lambda that is kept in '{place}'",
                    "the flow and the lambda would each have a value of their own", "let a [Step] do what the lambda does");
        }
    }

    private static ExpressionSyntax? KeptIn(AnonymousFunctionExpressionSyntax lambda, SemanticModel model)
    {
        SyntaxNode value = lambda;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax) value = value.Parent;
        return value.Parent is AssignmentExpressionSyntax assignment && assignment.Right == value
            && model.GetSymbolInfo(assignment.Left).Symbol is not (ILocalSymbol or IDiscardSymbol)
            ? assignment.Left
            : null;
    }

    private static ISymbol? CapturedBy(AnonymousFunctionExpressionSyntax lambda, HashSet<ISymbol> slots, SemanticModel model)
        => lambda.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .FirstOrDefault(symbol => symbol is not null && slots.Contains(symbol));
}
