using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>What policies may say.</summary>
internal static class PolicyDiagnostics
{
    public static readonly DiagnosticDescriptor PolicyValueIsInvalid = new(
        DiagnosticIds.PolicyValueIsInvalid,
        "Durations and counts are valid",
        "{0} = {1} is not valid: {2}",
        "RunkonFlow.Policy",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Policies are read when the code is compiled and are part of the workflow's definition.",
        helpLinkUri: Rule.HelpOf(DiagnosticIds.PolicyValueIsInvalid));

    public static readonly DiagnosticDescriptor GateHasNoTimeout = new(
        DiagnosticIds.GateHasNoTimeout,
        "A gate has a timeout",
        "'{0}' waits for people without a limit: give it a Timeout, and say with OnTimeout what happens then",
        "RunkonFlow.Policy",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A question that nobody answers would keep its run open for ever.",
        helpLinkUri: Rule.HelpOf(DiagnosticIds.GateHasNoTimeout));
}
