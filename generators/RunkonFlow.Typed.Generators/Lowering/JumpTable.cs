using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>Where breaks and continues lead.</summary>
internal sealed class JumpTable
{
    private readonly Dictionary<int, JumpTarget> _targets = [];

    public void AddLoop(int number, Label onContinue, Label onBreak, Region region)
    {
        AddSwitch(number, onBreak, region);
        _targets[(number * 2) + 1] = new JumpTarget(onContinue, region, (number * 2) + 1);
    }

    public void AddSwitch(int number, Label onBreak, Region region) => _targets[number * 2] = new JumpTarget(onBreak, region, number * 2);

    public JumpTarget TargetOf(Jump jump) => _targets[(jump.Target * 2) + (jump.Kind == JumpKind.Continue ? 1 : 0)];
}
