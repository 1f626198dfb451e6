namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// An operation is awaited where it is called. Its task is not a value: a run that resumes has none to hand out.
/// </summary>
internal sealed class OperationsAreAwaited : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var site in flow.Sites)
            if (site.Fault is { IsAwaited: false })
                flow.Report(RuleIds.OperationIsNotAwaited, site.Node, site.Name);
    }
}
