using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>CA1822 wants methods static that touch no state; a durable method belongs to its workflow or library all the same.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticMethodSuppressor() : DurableMethodSuppressor("CA1822", "Durable methods are members of an instance that the engine makes")
{
    private protected override bool IsProvoked(IMethodSymbol method) => true;
}
