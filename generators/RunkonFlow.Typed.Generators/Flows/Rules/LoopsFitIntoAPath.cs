namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>The rounds of all loops around an operation are part of its rows' key, which has a fixed number of places.</summary>
internal sealed class LoopsFitIntoAPath : IFlowRule
{
    /// <summary>As <c>IterationPath.MaxDepth</c> has it.</summary>
    public const int MaxDepth = 8;

    public void Check(FlowContext flow)
    {
        if (flow.Lowered is not { } lowered) return;
        foreach (var standing in lowered.Positions)
        {
            if (standing.Operation is not { } operation || standing.Loops.Count <= MaxDepth) continue;
            flow.Report(RuleIds.StatementNotSupportedAroundOperation, flow.Operations[operation.Index].Call.Call.GetLocation(),
                $"more than {MaxDepth} loops around a durable operation", "move the inner loops into a [Step]");
        }
    }
}
