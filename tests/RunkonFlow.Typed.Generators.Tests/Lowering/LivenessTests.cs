namespace RunkonFlow.Typed.Generators.Tests.Lowering;

public sealed class LivenessTests
{
    private readonly FlowBuilder _flow = new();

    [Fact]
    public void A_local_of_one_segment_is_no_slot()
    {
        var lowered = _flow.Lower(_flow.Plain(declares: ["x"]), _flow.Plain(reads: ["x"]), _flow.Step("one"));

        Assert.Empty(lowered.Slots);
    }

    [Fact]
    public void A_local_read_behind_an_operation_is_stored_at_it()
    {
        var lowered = _flow.Lower(_flow.Plain(declares: ["x"]), _flow.Step("one"), _flow.Step("two"), _flow.Plain(reads: ["x"]), _flow.Step("three"));

        Assert.Equal(["x"], lowered.LiveAt("one"));
        Assert.Equal(["x"], lowered.LiveAt("two"));
        Assert.Empty(lowered.LiveAt("three"));
    }

    [Fact]
    public void A_slot_that_crosses_no_operation_is_not_stored()
    {
        var branch = new Generators.Flows.Model.IfModel(_flow.Condition("x"), new([_flow.Step("one")]), null);
        var lowered = _flow.Lower(_flow.Plain(declares: ["x"]), branch);

        Assert.Equal(["x"], lowered.Slots);
        Assert.Empty(lowered.Persisted);
    }

    [Fact]
    public void A_result_is_not_live_before_its_operation_has_ended()
    {
        var lowered = _flow.Lower(_flow.Step("one", target: "x"), _flow.Step("two", null, "x"));

        Assert.Empty(lowered.LiveAt("one"));
        Assert.Equal(["x"], lowered.LiveAt("two"));
    }

    [Fact]
    public void A_slot_that_is_assigned_before_it_is_read_does_not_live_before()
    {
        var lowered = _flow.Lower(
            _flow.Plain(declares: ["x"]), _flow.Plain(reads: ["x"]), _flow.Step("one"), _flow.Plain(replaces: ["x"]), _flow.Step("two", null, "x"));

        Assert.Empty(lowered.LiveAt("one"));
        Assert.Equal(["x"], lowered.LiveAt("two"));
    }

    [Fact]
    public void What_a_handler_reads_lives_at_each_operation_that_can_fail_into_it()
    {
        var lowered = _flow.Lower(
            _flow.Plain(declares: ["x"]),
            _flow.TryFinally([_flow.Step("one"), _flow.Plain(replaces: ["x"]), _flow.Step("two")], _flow.Step("last", null, "x")));

        Assert.Equal(["x"], lowered.LiveAt("one"));
        Assert.Equal(["x"], lowered.LiveAt("finally#1"));
    }

    [Fact]
    public void The_target_of_a_failing_operation_keeps_its_earlier_value_for_the_handler()
    {
        var lowered = _flow.Lower(
            _flow.Plain(declares: ["x"]),
            _flow.TryCatch([_flow.Step("one", target: "x")], _flow.Step("rescue", null, "x")),
            _flow.Step("two", null, "x"));

        Assert.Equal(["x"], lowered.LiveAt("one"));
    }

    [Fact]
    public void What_the_next_round_reads_lives_at_the_operations_of_this_one()
    {
        var lowered = _flow.Lower(
            _flow.Plain(declares: ["n"]), _flow.While(_flow.Condition("n"), _flow.Plain(writes: ["n"], reads: ["n"]), _flow.Step("one")));

        Assert.Equal(["n"], lowered.LiveAt("one"));
    }
}
