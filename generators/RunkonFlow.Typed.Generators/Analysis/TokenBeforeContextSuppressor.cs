using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>CA1068 wants the token last; behind it may stand the other parameter that the engine fills.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenBeforeContextSuppressor() : DurableMethodSuppressor("CA1068", "The parameter behind the token is filled by the engine too")
{
    private protected override bool IsProvoked(IMethodSymbol method)
        => method.Parameters.SkipWhile(parameter => !EngineParameters.IsToken(parameter)).All(EngineParameters.IsEngine);
}
