using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>RKF0100: moves a call that is no operation into a step of its own, which takes the locals that the call reads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ExtractedStepFix() : RuleFix(RuleIds.AwaitedCallIsNotDurable, "Move it into a [Step]")
{
    private protected override SyntaxNode? Repaired(FaultyPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<AwaitExpressionSyntax>() is not { Expression: InvocationExpressionSyntax call } awaited || place.Method is not { } method) return null;
        if (place.Model.GetSymbolInfo(call, place.CancellationToken).Symbol is not IMethodSymbol called || awaited.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) return null;
        if (called is { Name: "Delay", ContainingType: { Name: "Task" } })
            return place.Root.ReplaceNode(call, SyntaxFactory.ParseExpression(Delay(call, called)).WithTriviaFrom(call));
        if (called.Name is "ConfigureAwait" or "AsTask" || awaited.Ancestors().TakeWhile(node => node != method).Any(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)) return null;
        if (place.Model.AnalyzeDataFlow(call) is not { Succeeded: true } flow || flow.WrittenInside.Length > 0) return null;

        var inputs = flow.ReadInside.Where(symbol => symbol is ILocalSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor }, IsThis: false }).ToList();
        var token = inputs.FirstOrDefault(symbol => TypeOf(symbol).ToDisplayString() == "System.Threading.CancellationToken");
        inputs.RemoveAll(symbol => TypeOf(symbol).ToDisplayString() == "System.Threading.CancellationToken");
        var name = called.Name.EndsWith("Async", StringComparison.Ordinal) ? called.Name : called.Name + "Async";
        if (place.Model.GetDeclaredSymbol(type, place.CancellationToken)!.GetMembers(name).Length > 0) return null;

        var result = place.Model.GetTypeInfo(awaited, place.CancellationToken).Type;
        var returned = result is null or { SpecialType: SpecialType.System_Void } ? "Task" : $"Task<{result.ToMinimalDisplayString(place.Model, method.SpanStart)}>";
        var parameters = inputs.Select(symbol => $"{TypeOf(symbol).ToMinimalDisplayString(place.Model, method.SpanStart)} {symbol.Name}")
            .Concat(token is null ? [] : [$"CancellationToken {token.Name} = default"]);
        var arguments = inputs.Select(symbol => symbol.Name).Concat(token is null ? [] : [token.Name]);
        var indent = method.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();
        var step = SyntaxFactory.ParseMemberDeclaration(
            $"\n{indent}[Step]\n{indent}private async {returned} {name}({string.Join(", ", parameters)}) => await {call.WithoutTrivia()};\n")!;
        var calling = method.ReplaceNode(call, SyntaxFactory.ParseExpression($"{name}({string.Join(", ", arguments)})").WithTriviaFrom(call));
        return place.Root.ReplaceNode(method, new SyntaxNode[] { calling, step });
    }

    private static ITypeSymbol TypeOf(ISymbol symbol) => symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type;

    private static string Delay(InvocationExpressionSyntax call, IMethodSymbol delay)
    {
        var time = call.ArgumentList.Arguments[0].Expression.WithoutTrivia().ToString();
        var rest = string.Concat(call.ArgumentList.Arguments.Skip(1).Select(argument => ", " + argument.WithoutTrivia()));
        return $"Flow.Delay({(delay.Parameters[0].Type.SpecialType == SpecialType.System_Int32 ? $"TimeSpan.FromMilliseconds({time})" : time)}{rest})";
    }
}
