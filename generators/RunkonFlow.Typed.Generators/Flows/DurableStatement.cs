using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>What a durable statement does with the result of its operation.</summary>
internal enum ResultUse
{
    Ignored,
    Declared,
    Assigned,
    Deconstructed,
    Returned,
}

/// <summary>
/// A whole statement that awaits one durable operation. The only places where an operation may stand; everything else is an error.
/// </summary>
/// <param name="Call">The operation.</param>
/// <param name="Use">What becomes of its result.</param>
/// <param name="Target">The local, parameter or field that takes it; null for none, a discard, or a deconstruction.</param>
/// <param name="Left">The text to the left of <c>=</c>, as syntax: a variable declarator, a deconstruction, or the assigned expression.</param>
internal sealed record DurableStatement(DurableCall Call, ResultUse Use, ISymbol? Target, SyntaxNode? Left)
{
    public static DurableStatement? Recognise(StatementSyntax statement, SemanticModel model)
    {
        switch (statement)
        {
            case ReturnStatementSyntax { Expression: { } returned }:
                return Awaited(returned, model) is { } call ? new(call, ResultUse.Returned, null, null) : null;

            case LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: { } initializer } variable] } local
                when local.UsingKeyword.IsKind(SyntaxKind.None):
                return Awaited(initializer.Value, model) is { } declared
                    ? new(declared, ResultUse.Declared, model.GetDeclaredSymbol(variable), variable)
                    : null;

            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression):
                return Awaited(assignment.Right, model) is { } right ? Assigned(right, assignment.Left, model) : null;

            case ExpressionStatementSyntax expression:
                return Awaited(expression.Expression, model) is { } ignored ? new(ignored, ResultUse.Ignored, null, null) : null;

            default:
                return null;
        }
    }

    private static DurableStatement Assigned(DurableCall call, ExpressionSyntax left, SemanticModel model)
    {
        if (left is TupleExpressionSyntax or DeclarationExpressionSyntax)
            return new(call, ResultUse.Deconstructed, null, left);
        var target = model.GetSymbolInfo(left).Symbol;
        return target is IDiscardSymbol ? new(call, ResultUse.Ignored, null, left) : new(call, ResultUse.Assigned, target, left);
    }

    private static DurableCall? Awaited(ExpressionSyntax expression, SemanticModel model)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized.Expression;
        return expression is AwaitExpressionSyntax awaited ? DurableCall.In(awaited.Expression, model) : null;
    }
}
