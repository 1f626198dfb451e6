using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// The variable of a catch clause around operations stands for the failure that the run keeps; another value in it would be lost at the
/// next operation.
/// </summary>
internal sealed class CaughtFailuresStay : IFlowRule
{
    public void Check(FlowContext flow)
    {
        if (flow is not { Lowered: { } lowered, Flow: { } body }) return;
        var written = new HashSet<int>(lowered.Segments.SelectMany(s => s.Pieces).SelectMany(p => p.Names.Written));
        foreach (var variable in body.Variables)
        {
            if (variable.Kind != VariableKind.Caught || !written.Contains(variable.Number) || flow.Variables[variable.Number] is not { } symbol) continue;
            flow.Report(RuleIds.StatementNotSupportedAroundOperation, symbol.Locations[0],
                $"an assignment to '{symbol.Name}', the variable of a 'catch' around a durable operation", "assign to a local of your own");
        }
    }
}
