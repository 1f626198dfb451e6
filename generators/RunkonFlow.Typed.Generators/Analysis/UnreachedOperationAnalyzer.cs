using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>
/// RKF0105: a private step or sub-flow, a gate or a signal of a workflow that neither its flow nor a sub-flow that it calls names. By name
/// only, so what is named for another reason counts as reached: the rule is advice, and is right when it speaks.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreachedOperationAnalyzer() : RuleAnalyzer(DeclarationDiagnostics.OperationIsNotReached)
{
    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.Has(KnownNames.WorkflowAttribute) || WorkflowParser.FlowOf(type) is not { } flow) return;
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary).ToList();
        var named = NamesReachedFrom(flow, methods, context.CancellationToken);
        foreach (var method in methods)
        {
            if (KindOf(method) is not { } kind || named.Contains(method.Name)) continue;
            context.ReportDiagnostic(Diagnostic.Create(DeclarationDiagnostics.OperationIsNotReached, method.Locations[0], method.Name, kind));
        }
    }

    /// <summary>Others may call a step that is not private.</summary>
    private static string? KindOf(IMethodSymbol method)
    {
        if (method.Has(KnownNames.GateAttribute)) return "gate";
        if (method.Has(KnownNames.SignalAttribute)) return "signal";
        if (method.DeclaredAccessibility != Accessibility.Private) return null;
        return method.Has(KnownNames.StepAttribute) ? "step" : method.Has(KnownNames.SubFlowAttribute) ? "sub-flow" : null;
    }

    private static HashSet<string> NamesReachedFrom(IMethodSymbol flow, List<IMethodSymbol> methods, CancellationToken cancellationToken)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<IMethodSymbol>();
        waiting.Enqueue(flow);
        while (waiting.Count > 0)
        {
            var method = waiting.Dequeue();
            foreach (var name in NamesIn(method, cancellationToken).Where(named.Add).ToList())
                foreach (var called in methods.Where(other => other.Name == name || StepTargets.Compensated(other) == name)) waiting.Enqueue(called);
            named.Add(method.Name);
        }
        return named;
    }

    /// <summary>The identifiers of a method, those in its attributes included.</summary>
    private static IEnumerable<string> NamesIn(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences.Concat(method.PartialImplementationPart?.DeclaringSyntaxReferences ?? []))
            foreach (var token in reference.GetSyntax(cancellationToken).DescendantTokens())
                if (token.IsKind(SyntaxKind.IdentifierToken)) yield return token.ValueText;
    }
}
