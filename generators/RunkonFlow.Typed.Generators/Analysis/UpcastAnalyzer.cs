using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>RKF0403: methods with <c>[Upcast]</c> that no reader can call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UpcastAnalyzer() : RuleAnalyzer(VersionDiagnostics.UpcastDoesNotFit)
{
    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.Method);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!method.Has(KnownNames.UpcastAttribute) || Upcasts.ComplaintOf(method) is not { } complaint) return;
        context.ReportDiagnostic(Diagnostic.Create(VersionDiagnostics.UpcastDoesNotFit, method.Locations[0], method.Name, complaint));
    }
}
