using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing.Rules;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>IDE0051 sees no call of a private flow; the engine calls what is emitted for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedMethodSuppressor() : DurableMethodSuppressor("IDE0051", "The engine runs the flow")
{
    private protected override bool IsProvoked(IMethodSymbol method) => StepRules.IsFlow(method);
}
