namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>One rule about flow methods; reports each place that breaks it.</summary>
internal interface IFlowRule
{
    void Check(FlowContext flow);
}
