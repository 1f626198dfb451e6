namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// A durable operation is a whole statement, and its result goes into a local. Anywhere else there is no position at which
/// a run could stand between the operation and what uses it.
/// </summary>
internal sealed class OperationsStandAlone : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var site in flow.Sites)
            if (site.Fault is { IsAwaited: true } fault)
                flow.Report(RuleIds.OperationInUnsupportedPlace, site.Node, site.Name, fault.Place, fault.Advice);
    }
}
