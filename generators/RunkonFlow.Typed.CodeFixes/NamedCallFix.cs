using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>RKF0108: names a second call site after its operation and its place among the calls of it, as a start.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NamedCallFix() : RuleFix(RuleIds.SecondCallSiteNeedsName, "Name this call with 'Flow.As'")
{
    private protected override SyntaxNode? Repaired(FaultyPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || place.Method is not { } method) return null;
        if (DurableCall.In(call, place.Model) is not { Name: null } operation || operation.Call != call) return null;
        // A name that is computed, or two of them, are faults of another kind.
        if (call.Ancestors().OfType<InvocationExpressionSyntax>().Any(outer => place.IsFlowMember(outer, "As"))) return null;
        var sites = method.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(other => DurableCall.In(other, place.Model) is { } site && site.Call == other && site.StepId == operation.StepId).ToList();
        var number = sites.IndexOf(call) + 1;
        var taken = method.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.ValueText).ToList();
        while (taken.Contains(NameOf(operation, number))) number += sites.Count;
        var named = SyntaxFactory.ParseExpression($"Flow.As(\"{NameOf(operation, number)}\", {call.WithoutTrivia()})");
        return place.Root.ReplaceNode(call, named.WithTriviaFrom(call));
    }

    private static string NameOf(DurableCall operation, int number) => $"{operation.StepId}-{number.ToString(CultureInfo.InvariantCulture)}";
}
