using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>Values that a run cannot keep, and state that it does not.</summary>
internal static class DataDiagnostics
{
    public static readonly DiagnosticDescriptor LocalCannotBePersisted = New(
        RuleIds.LocalCannotBePersisted,
        "A local that lives across a durable operation can be stored",
        "'{0}' {1}: {2}; {3}",
        DiagnosticSeverity.Error,
        "The locals of a flow are stored with each operation, and read back when the run goes on.");

    public static readonly DiagnosticDescriptor PayloadCannotBeStored = New(
        RuleIds.PayloadCannotBeStored,
        "What operations take and give can be stored",
        "{0} cannot be stored: {1}",
        DiagnosticSeverity.Error,
        "Inputs, arguments and results are rows in the store, and must come back as what went in.");

    public static readonly DiagnosticDescriptor PayloadIsNotListed = New(
        DiagnosticIds.PayloadIsNotListed,
        "Where a workflow chooses a JSON context, the context lists what is stored",
        "{0} is of type '{1}', which '{2}' does not list, so that its options do not hold for it: add [JsonSerializable(typeof({1}))] to '{2}'",
        DiagnosticSeverity.Warning,
        "Types that the context lists are written by it; others by emitted code, with the default options of System.Text.Json.");

    public static readonly DiagnosticDescriptor StateIsNotStored = New(
        RuleIds.StateIsNotStored,
        "A workflow's fields and properties are not stored",
        "'{0}' is written here and lost when the run resumes: keep the value in a local of the flow, and return it from the step",
        DiagnosticSeverity.Warning,
        "Each activation of a run makes a new instance of its workflow.");

    public static readonly DiagnosticDescriptor DurableObjectChanged = New(
        RuleIds.DurableObjectChanged,
        "Objects in durable locals are not shared or changed in place",
        "{0}: {1}",
        DiagnosticSeverity.Error,
        "What is stored are values: two locals that named one object name two when the run goes on.");

    public static readonly DiagnosticDescriptor BranchesWriteOneLocal = New(
        RuleIds.BranchesWriteOneLocal,
        "Branches and items do not write one local",
        "{0}: {1}",
        DiagnosticSeverity.Error,
        "Branches and items run side by side; what one of them leaves in a local, another could overwrite.");

    /// <summary>Those that reading a flow can give.</summary>
    public static IEnumerable<DiagnosticDescriptor> OfFlows => [LocalCannotBePersisted, PayloadCannotBeStored, DurableObjectChanged, BranchesWriteOneLocal];

    private static DiagnosticDescriptor New(string id, string title, string message, DiagnosticSeverity severity, string description)
        => new(id, title, message, "RunkonFlow.Data", severity, isEnabledByDefault: true, description, Rule.HelpOf(id));
}
