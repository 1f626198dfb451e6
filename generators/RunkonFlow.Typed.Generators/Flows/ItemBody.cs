using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>What a fan-out does for each item: a durable method by its name, or a lambda that is one call of it.</summary>
/// <param name="Whole">The argument as it stands.</param>
/// <param name="Call">The operation; null when there is none, or where it may not stand.</param>
/// <param name="Lambda">The lambda around the call; null for a method group.</param>
internal sealed record ItemBody(ExpressionSyntax Whole, DurableCall? Call, AnonymousFunctionExpressionSyntax? Lambda)
{
    /// <summary>Where the operation stands wrongly, as in "cannot stand in …"; null when that is not the matter.</summary>
    public string? Place { get; init; }

    /// <summary>What to write instead.</summary>
    public string Advice { get; init; } = "";

    public static ItemBody? Of(DurableCall group, SemanticModel model)
    {
        if (BranchCall.ArgumentOf(group, "body") is not { } whole)
            return null;
        var body = whole;
        while (body is ParenthesizedExpressionSyntax parenthesized)
            body = parenthesized.Expression;
        if (body is AnonymousFunctionExpressionSyntax lambda)
            return OfLambda(whole, lambda, model);
        return model.GetSymbolInfo(body).Symbol is IMethodSymbol method && DurableCall.KindOf(method) is { } kind
            ? new(whole, new DurableCall(kind, body, method, null), null)
            : new(whole, null, null);
    }

    /// <summary>The calls of durable operations in a node.</summary>
    public static IEnumerable<InvocationExpressionSyntax> CallsIn(SyntaxNode node, SemanticModel model)
        => node.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Where(call => model.GetSymbolInfo(call).Symbol is IMethodSymbol method && DurableCall.KindOf(method) is not null);

    private static ItemBody OfLambda(ExpressionSyntax whole, AnonymousFunctionExpressionSyntax lambda, SemanticModel model)
    {
        var calls = CallsIn(lambda.Body, model).ToList();
        if (calls.Count == 0)
            return new(whole, null, lambda);
        if (!lambda.AsyncKeyword.IsKind(SyntaxKind.None))
            return new(whole, null, lambda) { Place = "an async lambda", Advice = "leave 'async' and 'await' out: the lambda returns the call itself" };
        var returned = lambda.ExpressionBody ?? (lambda.Block is { Statements: [ReturnStatementSyntax { Expression: { } value }] } ? value : null);
        var call = DurableCall.In(returned, model);
        if (call is { IsGroup: true })
            return new(whole, null, lambda) { Place = "the body of a fan-out", Advice = "put it into a [SubFlow] method and call that" };
        if (calls.Count > 1)
            return new(whole, null, lambda) { Place = "a lambda with another operation", Advice = "put both into a [SubFlow] method and call that" };
        return call is null
            ? new(whole, null, lambda) { Place = "an expression of a lambda", Advice = "let the lambda be the call alone, or put the rest into a [SubFlow] method" }
            : new(whole, call, lambda);
    }
}
