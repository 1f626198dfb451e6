using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Parsing.Rules;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>IDE0051 sees no call of a private flow, of a step that undoes another, or of an upcast; emitted code has it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedMethodSuppressor() : DurableMethodSuppressor("IDE0051", "The engine runs the method")
{
    private protected override bool IsOurs(IMethodSymbol method) => base.IsOurs(method) || method.Has(KnownNames.UpcastAttribute);

    private protected override bool IsProvoked(IMethodSymbol method) => StepRules.IsFlow(method) || method.Has(KnownNames.CompensatesAttribute) || method.Has(KnownNames.UpcastAttribute);
}
