using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>What a flow method may not do.</summary>
internal static class FlowDiagnostics
{
    public static readonly DiagnosticDescriptor AwaitedCallIsNotDurable = Error(
        RuleIds.AwaitedCallIsNotDurable,
        "A flow awaits only durable operations",
        "'{0}' is not a durable operation: {1}",
        "A wait that is not durable is lost, or starts again, when the run goes on in another process.");

    public static readonly DiagnosticDescriptor OperationInUnsupportedPlace = Error(
        RuleIds.OperationInUnsupportedPlace,
        "A durable operation is a statement of its own",
        "'{0}' cannot stand in {1}: {2}",
        "A run can stop and go on only between whole statements of its flow.");

    public static readonly DiagnosticDescriptor OperationIsNotAwaited = Error(
        RuleIds.OperationIsNotAwaited,
        "A durable operation is awaited where it is called",
        "'{0}' is not awaited where it is called: write 'await {0}(…);' as a statement, because its task cannot be kept",
        "A run that resumes has no task to hand out; only results are stored.");

    public static readonly DiagnosticDescriptor LoopHasNoBound = Error(
        RuleIds.LoopHasNoBound,
        "A loop with durable operations has a bound",
        "{0} {1}: {2}",
        "A run that goes round for ever fills the store without anybody noticing.");

    public static readonly DiagnosticDescriptor StatementNotSupportedAroundOperation = Error(
        RuleIds.StatementNotSupportedAroundOperation,
        "Around a durable operation stand only statements that can be resumed",
        "{0} is not supported: {1}",
        "What such a statement holds or promises does not survive the process.");

    public static readonly DiagnosticDescriptor SubFlowRecursion = Error(
        RuleIds.SubFlowRecursion,
        "Sub-flows and child workflows do not recur",
        "'{0}' calls itself by {1}: write a loop in '{0}' instead",
        "A run's frame has one place for each flow method, and runs that begin runs of their own kind would never end.");

    public static readonly DiagnosticDescriptor SecondCallSiteNeedsName = Error(
        RuleIds.SecondCallSiteNeedsName,
        "Each call site of an operation has an id of its own",
        "{0}: {1}",
        "Numbering call sites would let an inserted call take the place of another in runs that are under way.");

    public static readonly DiagnosticDescriptor ArgumentIsByReference = Error(
        RuleIds.ArgumentIsByReference,
        "Arguments of durable operations are values",
        "'{0}' takes an argument by '{1}': pass a value, and return what the operation gives",
        "Arguments are stored with the operation's start; a reference cannot be.");

    public static readonly DiagnosticDescriptor TokenIsNotTheFlows = Error(
        RuleIds.TokenIsNotTheFlows,
        "Operations get their token from the engine",
        "{0}: {1}",
        "Any other token would be silently replaced.");

    public static readonly DiagnosticDescriptor FilterIsNotPure = Error(
        RuleIds.FilterIsNotPure,
        "A filter around a finalizer asks only what no finalizer can change",
        "The filter {0}, and the finalizers inside the 'try' run before it: ask only the exception's own properties here, and the rest inside the 'catch'",
        "C# runs a filter before the finalizers inside its try, a durable run behind them.");

    public static readonly DiagnosticDescriptor StatementLeavesTheRun = Advice(
        RuleIds.StatementLeavesTheRun,
        "A flow's own statements stay in the run",
        "'{0}' {1} in a flow: {2}",
        "The statements between two operations may run again after a crash, and what they find then may differ.");

    public static readonly DiagnosticDescriptor CallerIsAskedFor = Advice(
        RuleIds.CallerIsAskedFor,
        "A flow's calls leave no caller information to the compiler",
        "'{0}' of '{1}' is filled with the place in the emitted machine: pass it yourself",
        "In a run, the statements of a flow are compiled in methods of the machine.");

    public static readonly DiagnosticDescriptor FlowIsCalledOutsideOfAFlow = Advice(
        DiagnosticIds.FlowIsCalledOutsideOfAFlow,
        "A flow is started by the client",
        "'{0}' is called as plain C#, without a run: start it with the client, '{1}.Start(…)'",
        "Called directly, a flow has no retries, no rows and no persistence.");

    public static readonly DiagnosticDescriptor OperationIsCalledOutsideOfAFlow = Advice(
        DiagnosticIds.OperationIsCalledOutsideOfAFlow,
        "Durable operations are called by flows",
        "'{0}' is a {1} and is called here as plain C#: call it from the flow, or move what is shared into a method of its own",
        "Outside of a flow, an operation has no retries, no row and no persistence.");

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new[]
    {
        AwaitedCallIsNotDurable, OperationInUnsupportedPlace, OperationIsNotAwaited, LoopHasNoBound, StatementNotSupportedAroundOperation,
        SubFlowRecursion, SecondCallSiteNeedsName, ArgumentIsByReference, TokenIsNotTheFlows, FilterIsNotPure, StatementLeavesTheRun,
        CallerIsAskedFor,
    }.Concat(DataDiagnostics.OfFlows).Append(PolicyDiagnostics.CommitHasNoSubstitute).ToDictionary(descriptor => descriptor.Id);

    /// <summary>All that reading a flow can give.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => ById.Values;

    /// <summary>A finding as the compiler reports it; advice is a warning.</summary>
    public static Diagnostic From(FlowFinding finding)
    {
        var rule = ById[finding.Rule];
        var severity = finding.ForbidsEmission ? rule.DefaultSeverity : DiagnosticSeverity.Warning;
        return Diagnostic.Create(rule, finding.Location, severity, additionalLocations: null, properties: null, [.. finding.Arguments]);
    }

    private static DiagnosticDescriptor Advice(string id, string title, string message, string description)
        => new(id, title, message, "RunkonFlow.Flow", DiagnosticSeverity.Warning, isEnabledByDefault: true, description, Rule.HelpOf(id));

    private static DiagnosticDescriptor Error(string id, string title, string message, string description)
        => new(id, title, message, "RunkonFlow.Flow", DiagnosticSeverity.Error, isEnabledByDefault: true, description, Rule.HelpOf(id));
}
