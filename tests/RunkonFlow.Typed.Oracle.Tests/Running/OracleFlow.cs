namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>The base of every program as a workflow, with a step that the flow inherits.</summary>
public abstract class OracleFlow(World world) : OracleCalls(world)
{
    [Step]
    protected ValueTask<int> WeighAsync(int x) => World.AttemptAsync($"weigh({x})");

    protected int Earlier(StepFailedException e) => Note(e.Earlier?.Type.Length ?? -1);
}
