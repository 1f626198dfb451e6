using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Lowering;

/// <content><c>break</c>, <c>continue</c>, <c>return</c> and <c>throw;</c>.</content>
internal sealed partial class FlowLowering
{
    private JumpTarget? TargetOf(Jump jump)
    {
        switch (jump.Kind)
        {
            case JumpKind.Return:
                CrossByReturn(_region);
                return null;
            case JumpKind.Rethrow:
                return null;
            default:
                var target = _jumps.TargetOf(jump);
                Cross(_region, target);
                return target;
        }
    }

    /// <summary>Every finally between here and the target must be able to take the jump up again.</summary>
    private static void Cross(Region from, JumpTarget target)
    {
        for (var crossed = from.FirstFinallyBefore(target.Region); crossed is not null; crossed = crossed.Parent!.FirstFinallyBefore(target.Region))
            if (!crossed.Jumps.Contains(target))
                crossed.Jumps.Add(target);
    }

    private static void CrossByReturn(Region from)
    {
        for (var crossed = from.FirstFinallyBefore(null); crossed is not null; crossed = crossed.Parent!.FirstFinallyBefore(null))
            crossed.IsCrossedByReturn = true;
    }
}
