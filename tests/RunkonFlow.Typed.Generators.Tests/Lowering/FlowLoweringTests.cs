using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Tests.Lowering;

public sealed class FlowLoweringTests
{
    private readonly FlowBuilder _flow = new();

    [Fact]
    public void Statements_between_operations_are_one_segment()
    {
        var lowered = _flow.Lower(_flow.Plain(), _flow.Plain(), _flow.Step("one"), _flow.Plain());

        Assert.Equal("RunSegment Suspend RunSegment LeaveFlow", lowered.Code);
        Assert.Equal([2, 1], lowered.Flow.Segments.Select(s => s.Pieces.Count));
    }

    [Fact]
    public void A_loop_tests_then_counts_a_round_and_goes_back()
    {
        var lowered = _flow.Lower(_flow.While(_flow.Condition("n"), _flow.Step("one")));

        Assert.Equal("EnterLoop Mark Test NextRound Suspend Mark Goto Mark LeaveFlow", lowered.Code);
        Assert.Equal(["while-1"], lowered.At("one").Loops.Select(l => l.Id));
    }

    [Fact]
    public void Positions_are_the_operations_in_source_order_and_then_the_handlers()
    {
        var lowered = _flow.Lower(_flow.TryFinally([_flow.Step("one")], _flow.Step("two")), _flow.Step("three"));

        Assert.Equal(["", "one", "two", "three", "finally#1", "end#1"], lowered.Flow.Positions.Select(p => p.Name));
    }

    [Fact]
    public void A_try_that_ends_as_it_should_falls_into_its_finally_with_nothing_pending()
    {
        var lowered = _flow.Lower(_flow.TryFinally([_flow.Step("one")], _flow.Step("two")));

        Assert.Equal("Enter Suspend FallIntoFinally Mark Enter Suspend Mark EndFinally LeaveFlow", lowered.Code);
        Assert.Empty(lowered.At("one").Pending);
        Assert.Equal([1], lowered.At("two").Pending.Select(r => r.Try));
        Assert.True(lowered.At("two").Region.IsInFinalizer);
        Assert.False(lowered.At("one").Region.IsInFinalizer);
    }

    [Fact]
    public void A_break_out_of_a_try_is_taken_up_again_at_the_end_of_its_finally()
    {
        var jump = _flow.Plain(jump: new Jump(JumpKind.Break, 1));
        var lowered = _flow.Lower(_flow.While(_flow.Condition("n"), _flow.TryFinally([_flow.Step("one"), jump], _flow.Step("two"))));

        var crossed = Assert.Single(lowered.Flow.Regions, r => r.Kind == RegionKind.Finally);
        Assert.Equal([2], crossed.Jumps.Select(j => j.Code));
    }

    [Fact]
    public void A_return_out_of_nested_tries_is_taken_up_at_each_of_their_ends()
    {
        var jump = _flow.Plain(jump: new Jump(JumpKind.Return, 0));
        var inner = _flow.TryFinally([_flow.Step("one"), jump], _flow.Step("two"));
        var lowered = _flow.Lower(_flow.TryFinally([inner], _flow.Step("three")));

        Assert.All(lowered.Flow.Regions.Where(r => r.Kind == RegionKind.Finally), r => Assert.True(r.IsCrossedByReturn));
    }

    [Fact]
    public void A_catch_clause_stands_outside_the_region_that_it_serves()
    {
        var lowered = _flow.Lower(_flow.TryCatch([_flow.Step("one")], _flow.Step("two")));

        Assert.Equal(RegionKind.Catches, lowered.At("one").Region.Kind);
        Assert.Equal(RegionKind.Flow, lowered.At("two").Region.Kind);
        Assert.Equal([1], lowered.At("two").Caught);
        Assert.Equal([1], lowered.At("catch#1").Caught);
    }
}
