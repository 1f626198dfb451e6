using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Parsing.Rules;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>
/// Reports what reading the declaration of a workflow, or of a type that declares steps, found. The generator reads the same
/// way, and emits no machine for a workflow with errors.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkflowAnalyzer() : RuleAnalyzer(
    DeclarationDiagnostics.WorkflowIsNotSealedPartial,
    DeclarationDiagnostics.WorkflowHasNotOneFlow,
    DeclarationDiagnostics.IdIsInvalid,
    DeclarationDiagnostics.DurableMethodIsNotAsync,
    DeclarationDiagnostics.EngineParameterIsMisplaced,
    DeclarationDiagnostics.FeatureIsNotSupported,
    DeclarationDiagnostics.EmittedNameIsTaken,
    DeclarationDiagnostics.WaitIsDeclaredWrongly,
    PolicyDiagnostics.PolicyValueIsInvalid,
    PolicyDiagnostics.PoliciesContradict,
    PolicyDiagnostics.TargetDoesNotFit,
    PolicyDiagnostics.GateHasNoTimeout)
{
    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var findings = type.Has(KnownNames.WorkflowAttribute)
            ? WorkflowParser.Parse(type, context.CancellationToken).Findings
            : StepRules.Check(type, context.CancellationToken);
        foreach (var finding in findings) context.ReportDiagnostic(finding.ToDiagnostic());
    }
}
