using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>
/// RKF0008: a step that implements or overrides a member which is no step, in a class that no workflow takes by its own type.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnseenStepAnalyzer() : RuleAnalyzer(DeclarationDiagnostics.StepIsNotSeen)
{
    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.Method);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!method.Has(KnownNames.StepAttribute) || method.ContainingType.Has(KnownNames.WorkflowAttribute)) return;
        if (DeclarationOf(method) is not { } declaration || declaration.Has(KnownNames.StepAttribute)) return;
        if (IsTakenByItsOwnType(method.ContainingType, context.Compilation)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            DeclarationDiagnostics.StepIsNotSeen, method.Locations[0], method.Name, $"{declaration.ContainingType.Name}.{declaration.Name}"));
    }

    private static IMethodSymbol? DeclarationOf(IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden) return overridden;
        if (method.ContainingType.TypeKind == TypeKind.Interface) return null;
        return method.ContainingType.AllInterfaces
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
    }

    private static bool IsTakenByItsOwnType(INamedTypeSymbol type, Compilation compilation)
        => WorkflowIndex.Of(compilation).All.Any(workflow => workflow.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type.OriginalDefinition, type.OriginalDefinition))));
}
