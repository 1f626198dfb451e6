using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.CodeFixes;

/// <summary>RKF0006: puts the parameters that the engine fills behind the others, each with a default.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EngineParameterFix() : RuleFix(DiagnosticIds.EngineParameterIsMisplaced, "Make the engine's parameters optional and last")
{
    private protected override SyntaxNode? Repaired(FaultyPlace place)
    {
        if (place.Method is not { } method) return null;
        var list = method.ParameterList.Parameters;
        var engine = list.Where(parameter => IsEngine(parameter, place)).ToList();
        if (engine.Select(parameter => place.Model.GetTypeInfo(parameter.Type!).Type?.Name).Distinct().Count() < engine.Count) return null;
        var ordered = list.Except(engine).Concat(engine.Select(Optional)).Select((parameter, i) => parameter.WithTriviaFrom(list[i]));
        return place.Root.ReplaceNode(method.ParameterList, method.ParameterList.WithParameters(SyntaxFactory.SeparatedList(ordered, list.GetSeparators())));
    }

    private static bool IsEngine(ParameterSyntax parameter, FaultyPlace place)
        => parameter.Type is { } type && place.Model.GetTypeInfo(type, place.CancellationToken).Type?.ToDisplayString() is "System.Threading.CancellationToken" or "RunkonFlow.Typed.StepContext";

    private static ParameterSyntax Optional(ParameterSyntax parameter)
        => parameter.Default is not null ? parameter : parameter.WithDefault(SyntaxFactory.EqualsValueClause(
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression, SyntaxFactory.Token(SyntaxKind.DefaultKeyword))));
}
