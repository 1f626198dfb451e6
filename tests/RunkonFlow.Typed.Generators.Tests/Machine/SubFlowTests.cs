namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Sub-flows: frames within frames.</summary>
public sealed class SubFlowTests
{
    private const string Members = """
        [SubFlow]
        private async Task<int> TwiceAsync(int x, int more = 5)
        {
            var first = await Ask1(x, more);
            for (var i = 0; i < 2; i++) await Tell1(first + i);
            if (first > 100) throw new InvalidOperationException("too much");
            return first * 2;
        }

        [SubFlow]
        private async Task GuardedAsync(int x)
        {
            try { await Tell2(x); }
            finally { await Tell3(x); }
        }
        """;

    [Theory]
    [InlineData("var t = await TwiceAsync(a); c += t; await GuardedAsync(c); return c;")]
    [InlineData("for (var i = 0; i < 2; i++) { c = await TwiceAsync(c, more: i); } return c;")]
    [InlineData("try { c = await TwiceAsync(a * 50); await GuardedAsync(1); } catch (StepFailedException e) { c = e.StepId.Length; } finally { await Flow.As(\"last\", GuardedAsync(c)); } return c;")]
    [InlineData("return await TwiceAsync(Note(a));")]
    public async Task A_call_does_what_the_method_does(string body)
    {
        var probe = FlowProbe.Of(body, Members);

        foreach (var a in new[] { 0, 1, 2, 5 })
        {
            await probe.SameAsync(a);
            await probe.SameAsync(a, "tell1");
            await probe.SameAsync(a, "tell2");
            await probe.SameAsync(a, "tell2", "tell3");
        }
    }

    [Fact]
    public async Task Nodes_of_a_sub_flow_stand_at_each_of_its_call_sites()
    {
        var probe = FlowProbe.Of("c = await TwiceAsync(1); for (var i = 0; i < 1; i++) await Flow.As(\"again\", TwiceAsync(c)); return c;", Members);

        var (_, host) = await probe.RunMachineAsync(a: 1);

        Assert.Equal(
            ["twice/ask1", "twice/tell1@0", "twice/tell1@1", "again/ask1@0", "again/tell1@0/0", "again/tell1@0/1"],
            host.Executed);
        Assert.Equal(["", "twice/ask1", "twice/tell1", "again/ask1", "again/tell1"], host.Machine.Definition.Nodes.Select(n => n.Id));
    }

    [Fact]
    public async Task A_cancel_inside_a_sub_flow_runs_its_finalizers_and_then_the_callers()
    {
        var probe = FlowProbe.Of("try { await GuardedAsync(7); } finally { await Tell4(8); } return c;", Members);

        var (end, host) = await probe.RunMachineAsync(a: 1, cancelAt: 0, "tell3");

        Assert.Equal("failed Cancel UserRequested: cancelled", end);
        Assert.Equal(["tell3(7)", "tell4(8)"], FlowProbe.TraceOf(host));
        Assert.Equal("tell3", host.Frame.FinalizerError!.StepId);
    }

    [Fact]
    public void A_node_is_in_a_finalizer_where_its_call_is()
    {
        var probe = FlowProbe.Of("try { await Tell1(1); } finally { await GuardedAsync(2); } return c;", Members);

        Assert.Equal(["guarded/tell2", "guarded/tell3"], probe.Definition.Nodes.Where(n => n.IsInFinalizer).Select(n => n.Id));
    }
}
