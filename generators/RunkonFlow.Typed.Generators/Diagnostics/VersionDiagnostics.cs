using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>What may become of shipped versions.</summary>
internal static class VersionDiagnostics
{
    public static readonly DiagnosticDescriptor ShapeHasChanged = New(
        DiagnosticIds.ShapeHasChanged,
        "The recorded shape of a shipped version is its shape",
        "The shape of '{0}' version {1} is not the one in Workflows.Shipped.txt, though every shipped node is still there: record it, or give the workflow a new Version",
        DiagnosticSeverity.Error,
        "Runs under way are taken up by the new shape, which should be a decision that a review sees.");

    public static readonly DiagnosticDescriptor ShippedNodeHasChanged = New(
        DiagnosticIds.ShippedNodeHasChanged,
        "A shipped node stays where it is",
        "'{0}' of '{1}' version {2} was shipped and {3}: {4}",
        DiagnosticSeverity.Error,
        "A run that stands at such a node cannot go on and would be parked as Incompatible.");

    public static readonly DiagnosticDescriptor ShapeIsNotRecorded = New(
        DiagnosticIds.ShapeIsNotRecorded,
        "The shape of a version that ships is recorded",
        "The shape of '{0}' version {1} is not in Workflows.Shipped.txt: record it before it ships",
        DiagnosticSeverity.Info,
        "Only what is recorded can be compared with later edits.");

    public static readonly DiagnosticDescriptor UpcastDoesNotFit = New(
        DiagnosticIds.UpcastDoesNotFit,
        "An upcast makes a new form from an older one",
        "The upcast '{0}' {1}",
        DiagnosticSeverity.Error,
        "Readers of stored values call upcasts where they meet an older form; one that cannot be called would leave runs parked.");

    private static DiagnosticDescriptor New(string id, string title, string message, DiagnosticSeverity severity, string description)
        => new(id, title, message, "RunkonFlow.Version", severity, isEnabledByDefault: true, description, Rule.HelpOf(id));
}
