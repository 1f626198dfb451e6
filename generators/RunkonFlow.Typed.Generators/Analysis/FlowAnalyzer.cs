using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>Reports what reading a flow or sub-flow found. The generator reads the same way, and emits no machine for such a flow.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FlowAnalyzer() : RuleAnalyzer([.. FlowDiagnostics.All])
{
    private protected override void Register(AnalysisContext context) => context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var syntax = (MethodDeclarationSyntax)context.Node;
        if (context.ContainingSymbol is not IMethodSymbol method) return;
        // The attributes of a partial method stand on either part, its body on one.
        if (syntax.AttributeLists.Count == 0 && method.PartialDefinitionPart is null) return;
        if (method.Attribute(FlowNames.FlowAttribute) is null && method.Attribute(FlowNames.SubFlowAttribute) is null) return;

        if (!IsFlowOfAWorkflow(method) || (syntax.Body is null && syntax.ExpressionBody is null)) return;
        var findings = FlowParser.Read(method, syntax, context.SemanticModel, context.CancellationToken).Findings;
        if (findings.IsEmpty || HasErrorOfCSharp(syntax, context)) return;
        foreach (var finding in findings)
            context.ReportDiagnostic(FlowDiagnostics.From(finding));
    }

    // What is declared wrongly is reported as such; its body would only repeat that.
    private static bool IsFlowOfAWorkflow(IMethodSymbol method)
        => method.IsAsync && AsyncShape.Of(method).IsTask && method.ContainingType.Attribute(KnownNames.WorkflowAttribute) is not null;

    /// <summary>Where C# itself refuses a flow, its errors come first: the rest could follow from them.</summary>
    private static bool HasErrorOfCSharp(MethodDeclarationSyntax syntax, SyntaxNodeAnalysisContext context)
        => context.SemanticModel.GetDiagnostics(syntax.Span, context.CancellationToken)
            .Any(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);
}
