using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Parsing.Rules;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>
/// RKF0113 and RKF0114: flows and durable operations that other code calls. A step of a library may be called by anybody; by a workflow's
/// own code only from its flows. A method that opens <c>FlowInline</c> means to call plain C#.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OperationCallAnalyzer()
    : RuleAnalyzer(FlowDiagnostics.FlowIsCalledOutsideOfAFlow, FlowDiagnostics.OperationIsCalledOutsideOfAFlow)
{
    private protected override void Register(AnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context)
    {
        var called = ((IInvocationOperation)context.Operation).TargetMethod;
        if (DurableCall.KindOf(called) is not { } kind || called.ContainingType.IsNamed(FlowNames.Flow)) return;
        var (caller, code) = (context.ContainingSymbol, context.ContainingSymbol.ContainingType);
        if (caller is IMethodSymbol method && StepRules.IsFlow(method)) return;
        if (kind == DurableKind.Step && !called.ContainingType.Has(KnownNames.WorkflowAttribute) && code?.Has(KnownNames.WorkflowAttribute) != true) return;
        if (OpensInline(caller, context)) return;

        var place = context.Operation.Syntax.GetLocation();
        context.ReportDiagnostic(kind == DurableKind.Child
            ? Diagnostic.Create(FlowDiagnostics.FlowIsCalledOutsideOfAFlow, place, called.Name, called.ContainingType.Name)
            : Diagnostic.Create(FlowDiagnostics.OperationIsCalledOutsideOfAFlow, place, called.Name, WordFor(kind)));
    }

    private static string WordFor(DurableKind kind) => kind switch
    {
        DurableKind.Step => "step",
        DurableKind.Gate => "gate",
        DurableKind.Signal => "signal",
        _ => "sub-flow",
    };

    private static bool OpensInline(ISymbol caller, OperationAnalysisContext context)
        => caller.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(context.CancellationToken).DescendantNodes()
            .Any(node => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Begin", Expression: SimpleNameSyntax { Identifier.ValueText: "FlowInline" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FlowInline" } }));
}
