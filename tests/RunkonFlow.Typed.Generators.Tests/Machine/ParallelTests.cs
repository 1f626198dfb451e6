using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Branches side by side: a frame each, within the frame of the flow.</summary>
public sealed class ParallelTests
{
    private const string Members = """
        [SubFlow]
        private async Task<int> TwiceAsync(int x, int more = 5)
        {
            var first = await Ask3(x, more);
            for (var i = 0; i < 2; i++) await Tell3(first + i);
            if (first > 100) throw new InvalidOperationException("too much");
            return first * 2;
        }

        [SubFlow]
        private async Task<int> BothAsync(int x)
        {
            try
            {
                var (left, right) = await Flow.Parallel(TwiceAsync(x), Ask4(x + 1, 1));
                return left - right;
            }
            finally { await Tell4(x); }
        }
        """;

    [Theory]
    [InlineData("var (x, y) = await Flow.Parallel(Ask1(a), Ask2(a + 1, 2)); return x * 10 + y + c;")]
    [InlineData("int x; (x, c) = await Flow.Parallel(Ask1(c), Ask2(a * c)); await Tell1(x); return c;")]
    [InlineData("var both = await Flow.Parallel(Ask1(a), Ask2(c)); await Tell1(both.Item1); return both.Item2;")]
    [InlineData("await Flow.Parallel(Flow.Unit(Tell1(a)), Flow.Unit(Tell2(c)), Ask1(a)); return c;")]
    [InlineData("await Flow.Parallel(Ask1(a), Flow.As(\"again\", Ask1(a + 1))).ConfigureAwait(false); return c;")]
    [InlineData("await Flow.Parallel(second: Ask1(a), first: Flow.As(\"tell\", Flow.Unit(Tell1(c)))); return c;")]
    [InlineData("var (x, y) = await Flow.Parallel(a > 1 ? Ask1(a) : Flow.Skip<int>(), a < 2 ? Flow.Skip<int>() : Ask2(a)); return x + y;")]
    [InlineData("var (x, y) = await Flow.Parallel(Ask1(a), a is > 0 and var z ? Ask2(z + 1, z) : Flow.Skip<int>()); return x + y;")]
    [InlineData("var (x, y, z) = await Flow.Parallel(TwiceAsync(a), Ask1(a).AsTask(), Ask2(c)); return x + y + z;")]
    [InlineData("for (var i = 0; i < 3; i++) { (var x, c) = await Flow.Parallel(TwiceAsync(c, i), Ask1(i)); await Tell1(x); } return c;")]
    [InlineData("try { (c, _) = await Flow.Parallel(BothAsync(a), Flow.Unit(Tell1(c))); } catch (StepFailedException e) { c = e.StepId.Length; } finally { await Tell2(c); } return c;")]
    [InlineData("var (x, y) = await Flow.Parallel(BothAsync(a), Flow.As(\"other\", BothAsync(a + 1))); return x * y;")]
    [InlineData("var (x, y) = await Flow.Parallel(Ask1(a), Ask2(c), new BranchOptions(MinSuccess: 1)); return x + y;")]
    [InlineData("var (p, q, r, s, t) = await Flow.Parallel(Ask1(1), Ask2(2), Ask3(3), Ask4(4), Flow.As(\"fifth\", Ask1(5))); return p + q + r + s + t + a;")]
    public async Task A_parallel_does_what_the_method_does(string body)
    {
        var probe = FlowProbe.Of(body, Members);

        foreach (var a in new[] { 1, 200 })
            foreach (string[] failing in new string[][] { [], ["ask1"], ["ask1", "ask2"], ["tell1"], ["tell3", "ask4"] })
                await probe.SameInAnyOrderAsync(a, isBackwards: (a + failing.Length) % 2 == 0, failing);
    }

    [Fact]
    public async Task Arguments_are_evaluated_once_from_left_to_right_before_a_branch_begins()
    {
        var probe = FlowProbe.Of("await Flow.Parallel(Ask1(Note(a)), a > 1 ? Ask2(Note(2)) : Flow.Skip<int>(), Flow.Unit(Tell1(Note(3)))); return c;");

        var (_, host) = await probe.RunMachineAsync(a: 4);

        Assert.Equal(["note 4", "note 2", "note 3", "ask1(4, 3)", "ask2(2, 3)", "tell1(3)"], FlowProbe.TraceOf(host));
    }

    [Fact]
    public void A_branch_is_the_call_in_the_flow_and_knows_its_group()
    {
        var probe = FlowProbe.Of("await Tell1(a); await Flow.Parallel(Ask1(a), BothAsync(a)); return await Ask2(c);", Members);

        Assert.Equal(
            [
                (" None", 0), ("tell1 Step", 0), ("parallel Parallel", 0), ("ask1 Step", 2), ("both/parallel Parallel", 2), ("both/twice/ask3 Step", 4),
                ("both/twice/tell3 Step", 4), ("both/ask4 Step", 4), ("both/tell4 Step", 2), ("ask2 Step", 0),
            ],
            probe.Definition.Nodes.Select(n => ($"{n.Id} {n.Kind}", n.Group)));
    }

    [Fact]
    public async Task A_path_goes_through_the_group_into_the_branch()
    {
        var probe = FlowProbe.Of("for (var i = 0; i < 2; i++) await Flow.Parallel(TwiceAsync(i), Ask1(i)); return c;", Members);

        var (_, host) = await probe.RunMachineAsync(a: 1);

        Assert.Equal(
            ["parallel@1", "twice/ask3@1", "twice/tell3@1/0", "twice/tell3@1/1", "ask1@1"],
            host.Executed.Where(one => one.Contains("@1", StringComparison.Ordinal) && !one.Contains("@0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stored_frame_holds_each_branch_under_its_id()
    {
        var probe = FlowProbe.Of("var (x, y, z) = await Flow.Parallel(Ask1(a), a > 9 ? Ask2(a) : Flow.Skip<int>(), Ask3(c)); return x + y + z;");

        var (end, host) = await probe.RunMachineAsync(a: 4, null, "ask3");

        Assert.Equal("failed Step System.TimeoutException: no answer", end);
        Assert.Equal("""{"v":1,"at":"parallel","b":{"join":0,"frames":{"ask1":{"v":1,"s":{"x:int":4}},"ask2":null,"ask3":{"v":1,"s":{"x:int":1}}}}}""", host.Stored[0]);
        Assert.Contains("\"ask1\":{\"v\":1,\"r:int\":7},\"ask2\":null,\"ask3\":{\"v\":1,\"at\":\"ask3\",", host.Stored[^2], StringComparison.Ordinal);
        Assert.Contains("\"ask3\":{\"v\":1,\"failed\":{\"kind\":0,\"type\":\"System.TimeoutException\"", host.Stored[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new BranchOptions(FailFast: true)", true, 0)]
    [InlineData("new(MinSuccess: a)", false, 4)]
    [InlineData("options: new() { MinSuccess = 2, FailFast = a > 2 }", true, 2)]
    [InlineData("default", false, 0)]
    public async Task Options_are_evaluated_before_and_stored(string options, bool failFast, int minSuccess)
    {
        var probe = FlowProbe.Of($"await Flow.Parallel(Ask1(a), Ask2(c), {options}); return c;");

        var (_, host) = await probe.RunMachineAsync(a: 4);

        Assert.Equal([new JoinPolicy(FailFast: failFast, MinSuccess: minSuccess)], host.Policies);
    }

    [Theory]
    [InlineData("""{"v":1,"at":"parallel","s":{"a:int":4}}""", "stands at branches and holds none")]
    [InlineData("""{"v":1,"at":"parallel","s":{"a:int":4},"b":{"join":0,"frames":{"ask1":{"v":1,"s":{"x:int":4}},"gone":null}}}""", "a branch 'gone'")]
    [InlineData("""{"v":1,"at":"parallel","s":{"a:int":4},"b":{"join":0,"frames":{"ask1":{"v":1,"s":{"x:int":4}}}}}""", "has 1 of the branches 'ask1', 'ask2'")]
    public async Task Stored_branches_that_do_not_fit_are_refused(string stored, string reason)
    {
        var probe = FlowProbe.Of("await Flow.Parallel(Ask1(a), Ask2(c)); return a;");
        var (_, host) = await probe.RunMachineAsync(a: 4);
        var frame = host.Machine.CreateFrame(host.Instance);

        var exception = Assert.Throws<IncompatibleFrameException>(() => Read(frame, stored));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);

        static void Read(FlowFrame frame, string stored)
        {
            var json = new System.Text.Json.Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(stored));
            json.Read();
            frame.Read(ref json);
        }
    }

    [Fact]
    public async Task A_cancel_of_a_branch_runs_its_finalizers()
    {
        var probe = FlowProbe.Of("await Flow.Parallel(BothAsync(a), Ask1(a)); return c;", Members);

        // parallel, both/parallel, then twice/ask3.
        var (end, host) = await probe.RunMachineAsync(a: 1, cancelAt: 2);

        Assert.Equal("failed Cancel UserRequested: cancelled", end);
        Assert.Equal(["ask4(2, 1)", "tell4(1)", "ask1(1, 3)"], FlowProbe.TraceOf(host));
    }
}
