using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>Faults of the generator itself.</summary>
internal static class InternalRules
{
    public static readonly DiagnosticDescriptor GeneratorFailed = new(
        DiagnosticIds.GeneratorFailed,
        "The generator failed",
        "The generator failed on '{0}' and emitted nothing for it; please report this: {1}",
        "RunkonFlow.Internal",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A fault of RunkonFlow.Typed, not of your code.",
        helpLinkUri: Rule.HelpOf(DiagnosticIds.GeneratorFailed));
}
