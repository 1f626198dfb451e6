using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing.Rules;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>CA2016 wants the token handed on; an operation of a flow gets its token from the engine, whether or not the call names one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenForwardingSuppressor() : DurableMethodSuppressor("CA2016", "The operations of a flow get their tokens from the engine")
{
    private protected override bool IsProvoked(IMethodSymbol method) => StepRules.IsFlow(method);
}
