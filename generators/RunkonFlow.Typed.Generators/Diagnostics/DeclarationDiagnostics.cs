using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>What the declarations of workflows, flows and steps must look like.</summary>
internal static class DeclarationDiagnostics
{
    public static readonly DiagnosticDescriptor WorkflowIsNotSealedPartial = New(
        DiagnosticIds.WorkflowIsNotSealedPartial,
        "A workflow is a sealed partial class",
        "Workflow '{0}' {1}: {2}",
        "The generator adds the typed start, the registration and the machine as another part of the class.");

    public static readonly DiagnosticDescriptor WorkflowHasNotOneFlow = New(
        DiagnosticIds.WorkflowHasNotOneFlow,
        "A workflow has one flow",
        "Workflow '{0}' has {1}: {2}",
        "The flow is where a run starts; its parameters are the run's input.");

    public static readonly DiagnosticDescriptor WorkflowIsDeclaredTwice = New(
        DiagnosticIds.WorkflowIsDeclaredTwice,
        "Id and version name one workflow",
        "Workflow '{0}' has the id '{1}' and version {2}, and so has '{3}': give one of them another id or version",
        "A stored run finds its workflow by id and version.");

    public static readonly DiagnosticDescriptor IdIsInvalid = New(
        DiagnosticIds.IdIsInvalid,
        "Ids are unique and made of lower-case letters, digits and hyphens",
        "The id '{0}' of '{1}' {2}: {3}",
        "Ids are stored; they are keys of rows and parts of addresses.");

    public static readonly DiagnosticDescriptor DurableMethodIsNotAsync = New(
        DiagnosticIds.DurableMethodIsNotAsync,
        "Flows and steps are asynchronous",
        "'{0}' {1}: {2}",
        "The flow waits for its steps, and the engine for both.");

    public static readonly DiagnosticDescriptor EngineParameterIsMisplaced = New(
        DiagnosticIds.EngineParameterIsMisplaced,
        "Parameters that the engine fills are optional and stand last",
        "'{0}' of '{1}' {2}: {3}",
        "Calls need not name them, and the run's input does not hold them.");

    public static readonly DiagnosticDescriptor WaitIsDeclaredWrongly = New(
        DiagnosticIds.WaitIsDeclaredWrongly,
        "A gate or signal is a partial method that returns what it waits for",
        "'{0}' {1}: {2}",
        "The engine waits; the method only says for what, and its body is emitted.");

    public static readonly DiagnosticDescriptor StepIsNotSeen = New(
        DiagnosticIds.StepIsNotSeen,
        "A step is marked where flows call it",
        "'{0}' is a step here, but flows that call '{1}' do not see that: mark that declaration [Step] instead",
        "Attributes are read from the member that the flow calls, by its static type.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor FeatureIsNotSupported = New(
        DiagnosticIds.FeatureIsNotSupported,
        "The declaration is not supported in this version",
        "'{0}' {1}, which is not supported in this version: {2}",
        "What cannot be compiled faithfully is refused.");

    public static readonly DiagnosticDescriptor AttributeIsMisplaced = New(
        DiagnosticIds.AttributeIsMisplaced,
        "An attribute of the flow language stands where it means something",
        "[{0}] means nothing on {1}: {2}",
        "An attribute that nothing reads would promise what does not happen.");

    public static readonly DiagnosticDescriptor EmittedNameIsTaken = New(
        DiagnosticIds.EmittedNameIsTaken,
        "Names of emitted members are free",
        "Workflow '{0}' declares '{1}', which is emitted for every workflow: rename it",
        "The generator adds members to the class.");

    public static readonly DiagnosticDescriptor OperationIsNotReached = New(
        DiagnosticIds.OperationIsNotReached,
        "The flow reaches what the workflow declares",
        "'{0}' is a {1} that the flow does not reach: call it, or remove it",
        "A step that is never called, and a gate that nobody is ever asked at, are mostly forgotten calls.",
        DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor New(
        string id, string title, string message, string description, DiagnosticSeverity severity = DiagnosticSeverity.Error)
        => new(id, title, message, "RunkonFlow.Declaration", severity, isEnabledByDefault: true, description, Rule.HelpOf(id));
}
