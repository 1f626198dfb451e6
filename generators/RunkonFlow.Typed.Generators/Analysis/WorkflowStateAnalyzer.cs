using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Rules;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>Reports writes to a workflow's own fields and properties in its flow, sub-flows and steps.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkflowStateAnalyzer() : RuleAnalyzer(DataDiagnostics.StateIsNotStored)
{
    private static readonly string[] DurableAttributes = [FlowNames.FlowAttribute, FlowNames.SubFlowAttribute, FlowNames.StepAttribute];

    private protected override void Register(AnalysisContext context) => context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var syntax = (MethodDeclarationSyntax)context.Node;
        if (syntax.AttributeLists.Count == 0 || context.ContainingSymbol is not IMethodSymbol method) return;
        if (method.ContainingType.Attribute(KnownNames.WorkflowAttribute) is null) return;
        if (!DurableAttributes.Any(attribute => method.Attribute(attribute) is not null)) return;

        foreach (var (target, member) in WorkflowState.WrittenIn(syntax, method.ContainingType, context.SemanticModel))
            context.ReportDiagnostic(Diagnostic.Create(DataDiagnostics.StateIsNotStored, target.GetLocation(), member.Name));
    }
}
