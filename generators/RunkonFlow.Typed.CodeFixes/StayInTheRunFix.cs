using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>RKF0107: takes the clock, ids and waits of the run. What a step has to do instead, only the user can say.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StayInTheRunFix() : RuleFix(RuleIds.StatementLeavesTheRun, "Ask the run for it")
{
    private protected override SyntaxNode? Repaired(FaultyPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } expression || place.Model.GetSymbolInfo(expression, place.CancellationToken).Symbol is not { } symbol) return null;
        var text = $"{symbol.ContainingType?.ToDisplayString()}.{symbol.Name}" switch
        {
            "System.DateTimeOffset.UtcNow" => "Flow.UtcNow",
            "System.DateTime.UtcNow" => "Flow.UtcNow.UtcDateTime",
            "System.Guid.NewGuid" => "Flow.NewId()",
            "System.Threading.Thread.Sleep" when expression is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call => Delay(call, (IMethodSymbol)symbol, place.Token),
            _ => null,
        };
        return text is null ? null : place.Root.ReplaceNode(expression, SyntaxFactory.ParseExpression(text).WithTriviaFrom(expression));
    }

    private static string Delay(InvocationExpressionSyntax call, IMethodSymbol sleep, string? token)
    {
        var time = call.ArgumentList.Arguments[0].Expression.WithoutTrivia().ToString();
        var span = sleep.Parameters[0].Type.SpecialType == SpecialType.System_Int32 ? $"TimeSpan.FromMilliseconds({time})" : time;
        return $"await Flow.Delay({span}{(token is null ? "" : $", {token}")})";
    }
}
