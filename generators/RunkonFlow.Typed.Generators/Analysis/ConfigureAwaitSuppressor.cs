using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing.Rules;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>CA2007 wants <c>ConfigureAwait</c>; a flow is not awaited by the runtime but read by the generator, which drops it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigureAwaitSuppressor() : DurableMethodSuppressor("CA2007", "The awaits of a flow are operations of the engine")
{
    private protected override bool IsProvoked(IMethodSymbol method) => StepRules.IsFlow(method);
}
