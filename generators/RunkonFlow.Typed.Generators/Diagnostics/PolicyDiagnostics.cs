using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>What policies may say.</summary>
internal static class PolicyDiagnostics
{
    public static readonly DiagnosticDescriptor PolicyValueIsInvalid = New(
        DiagnosticIds.PolicyValueIsInvalid,
        "Durations and counts are valid",
        "{0} = {1} is not valid: {2}",
        "Policies are read when the code is compiled and are part of the workflow's definition.");

    public static readonly DiagnosticDescriptor PoliciesContradict = New(
        DiagnosticIds.PoliciesContradict,
        "Policies do not contradict each other",
        "'{0}' {1}: {2}",
        "Of two policies that cannot both be followed, one would be dropped in silence.");

    public static readonly DiagnosticDescriptor TargetDoesNotFit = New(
        DiagnosticIds.TargetDoesNotFit,
        "What a policy names exists and fits",
        "'{0}' {1}: {2}",
        "The engine calls the named method with what the step takes or gives.");

    public static readonly DiagnosticDescriptor CommitHasNoSubstitute = New(
        RuleIds.CommitHasNoSubstitute,
        "Where dry runs are meant, a step that changes something has a substitute",
        "A dry run cannot go on from '{0}', whose result is used here: name a method with [DryRun] that gives one without changing anything",
        "A workflow that names one substitute is meant for dry runs; one without any is not, and a dry run of it fails at such a step.");

    public static readonly DiagnosticDescriptor GateHasNoTimeout = New(
        DiagnosticIds.GateHasNoTimeout,
        "A gate has a timeout",
        "'{0}' waits for people without a limit: give it a Timeout, and say with OnTimeout what happens then",
        "A question that nobody answers would keep its run open for ever.",
        DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor New(
        string id, string title, string message, string description, DiagnosticSeverity severity = DiagnosticSeverity.Error)
        => new(id, title, message, "RunkonFlow.Policy", severity, isEnabledByDefault: true, description, Rule.HelpOf(id));
}
