using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// What a flow awaits is a durable operation. Any other wait would be lost, or repeated, when the run moves to another process.
/// </summary>
internal sealed class OnlyOperationsAreAwaited : IFlowRule
{
    public void Check(FlowContext flow)
    {
        var reported = new ReportedTasks(flow);
        foreach (var node in FlowSyntax.OfTheFlowItself(CallSites.Body(flow)))
        {
            if (node is not AwaitExpressionSyntax awaited || DurableCall.In(awaited.Expression, flow.Model) is not null) continue;
            // What is wrong with an operation, or with a local that holds its task, is said there.
            if (reported.AreNamedIn(awaited.Expression)) continue;
            var inner = Inner(awaited.Expression, flow.Model);
            var called = flow.Model.GetSymbolInfo(inner).Symbol;
            flow.Report(RuleIds.AwaitedCallIsNotDurable, awaited, NameOf(inner), AdviceFor(called));
        }
    }

    /// <summary>What is awaited, without <c>ConfigureAwait</c>, <c>Flow.As</c> and parentheses.</summary>
    private static ExpressionSyntax Inner(ExpressionSyntax expression, SemanticModel model)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized.Expression;
                    continue;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "AsTask" } access }:
                    expression = access.Expression;
                    continue;
                case InvocationExpressionSyntax { ArgumentList.Arguments: [_, var operation, ..] } call when model.GetSymbolInfo(call).Symbol.IsFlowMember("As"):
                    expression = operation.Expression;
                    continue;
                default:
                    return expression;
            }
        }
    }

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText,
        _ => expression.ToString(),
    };

    private static string AdviceFor(ISymbol? called) => called switch
    {
        IMethodSymbol { Name: "Delay" } delay when delay.ContainingType.IsNamed("System.Threading.Tasks.Task")
            => "write 'await Flow.Delay(…);', which waits durably",
        _ => "move the call into a [Step] method and await that",
    };
}
