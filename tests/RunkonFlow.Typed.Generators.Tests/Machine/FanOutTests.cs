namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Fan-outs: each item is a flow of its own, with its own root frame.</summary>
public sealed class FanOutTests
{
    private const string Members = """
        [SubFlow]
        private async Task<int> TwiceAsync(int x, int more = 5)
        {
            var first = await Ask3(x, more);
            for (var i = 0; i < 2; i++) await Tell3(first + i);
            return first * 2;
        }

        [SubFlow]
        private async ValueTask<int> NestedAsync(int x)
        {
            var inner = await Flow.ForEach(Enumerable.Range(0, x), i => TwiceAsync(i, x));
            var (left, right) = await Flow.Parallel(Ask4(x), TwiceAsync(inner.Results.Sum()));
            return left + right;
        }

        [Step] private ValueTask<int> HalfAsync(int x, CancellationToken ct = default) { Trace.Add($"half({x})"); return new(x / 2); }

        [Step] private Task ToldAsync(int x, CancellationToken ct = default, StepContext step = default) { Trace.Add($"told({x})"); return Task.CompletedTask; }
        """;

    private const string Items = "int[] items = [a, a + 1, a + 2]; ";

    [Theory]
    [InlineData("var all = await Flow.ForEach(items, x => Ask1(x)); return all.Results.Sum();")]
    [InlineData("var all = await Flow.ForEach(items, x => Ask1(x + c, y: a), new() { OnFailure = OnItemFailure.Continue, MaxParallel = 2 }); await Tell1(all.Items.Count); return all.Completed.Count() * 10 + all.Failed.Count();")]
    [InlineData("var all = await Flow.ForEach(items, HalfAsync); return all.Results.Sum();")]
    [InlineData("var all = await Flow.ForEach(items.Select(x => x * 2).ToList(), Tell1, new() { OnFailure = OnItemFailure.Continue }); return all.Completed.Count();")]
    [InlineData("await Flow.ForEach(items, ToldAsync); return c;")]
    [InlineData("await Flow.ForEach(items, (x, ct) => HalfAsync(x, ct)); await Flow.As(\"more\", Flow.ForEach(items, (int x, CancellationToken ct, StepContext step) => ToldAsync(x + 1, ct, step))); return c;")]
    [InlineData("await Flow.ForEach(items, _ => Ask1(c)); return c;")]
    [InlineData("var all = await Flow.Parallel(items, x => TwiceAsync(x, c)); return all[0] + all[2];")]
    [InlineData("await Flow.Parallel(items, x => Tell1(x)); return c;")]
    [InlineData("await Flow.Parallel(items, maxParallel: 2, body: x => { return Ask1(x); }); return c;")]
    [InlineData("for (var i = 0; i < 2; i++) { var all = await Flow.ForEach(items, x => Flow.As(\"one\", Ask1(x, i))); c += all.Results.Sum(); } return c;")]
    [InlineData("var all = await Flow.ForEach(new[] { 1, 2 }, NestedAsync); return all.Results.Sum();")]
    [InlineData("var (x, y) = await Flow.Parallel(NestedAsync(2), Ask1(a)); return x + y;")]
    [InlineData("try { await Flow.ForEach(items, x => Ask1(x)); } catch (StepFailedException e) { c = e.StepId.Length; } finally { await Tell2(c); } return c;")]
    [InlineData("var all = await Flow.ForEach(items, x => Ask1(x), new() { Key = x => $\"k{x}\", DependsOn = x => x == a ? [] : [$\"k{x - 1}\"] }); return all.Items[1].Key.Length;")]
    [InlineData("var all = await Flow.ForEach(Array.Empty<int>(), x => Ask1(x)); return all.Items.Count;")]
    public async Task A_fan_out_does_what_the_method_does(string body)
    {
        var probe = FlowProbe.Of(Items + body, Members);

        foreach (var a in new[] { 0, 1, 4 })
            await probe.SameInAnyOrderAsync(a, isBackwards: false);
        if (body.Contains("Continue", StringComparison.Ordinal))
            await probe.SameInAnyOrderAsync(1, isBackwards: false, "ask1", "tell1");
    }

    [Fact]
    public async Task Items_arguments_and_keys_are_evaluated_before_the_first_item_begins()
    {
        var probe = FlowProbe.Of("""
            var more = a * 2;
            await Flow.ForEach(new[] { 1, 2 }, x => Ask1(Note(x), more), new() { Key = x => $"k{Note(x + 10)}", DependsOn = x => x == 1 ? ["k12"] : [] });
            return c;
            """);

        var (_, host) = await probe.RunMachineAsync(a: 4);

        Assert.Equal(["note 1", "note 2", "note 11", "note 12", "ask1(1, 8)", "ask1(2, 8)"], FlowProbe.TraceOf(host));
        Assert.Equal(["""k11: 1 {"x":1,"y":8} [k12]""", """k12: 2 {"x":2,"y":8} []"""], host.FannedOut);
    }

    [Fact]
    public async Task An_argument_that_throws_is_a_fault_of_the_flow_and_no_item_begins()
    {
        var probe = FlowProbe.Of("try { var all = await Flow.ForEach(new[] { 0, 1 }, x => Ask1(Raise(x))); return all.Items.Count; } finally { await Tell1(a); }");

        var (end, host) = await probe.RunMachineAsync(a: 4);

        Assert.Equal("failed Fault System.InvalidOperationException: raised 1", end);
        Assert.Equal(["tell1(4)"], FlowProbe.TraceOf(host));
    }

    [Fact]
    public void The_nodes_of_an_item_stand_under_the_fan_out_and_know_it()
    {
        var probe = FlowProbe.Of("await Tell1(a); await Flow.ForEach(new[] { 1 }, NestedAsync); return await Ask2(c);", Members);

        Assert.Equal(
            [
                (" None", 0), ("tell1 Step", 0), ("for-each FanOut", 0), ("for-each/nested/for-each FanOut", 2), ("for-each/nested/for-each/twice/ask3 Step", 3),
                ("for-each/nested/for-each/twice/tell3 Step", 3), ("for-each/nested/parallel Parallel", 2), ("for-each/nested/ask4 Step", 6),
                ("for-each/nested/twice/ask3 Step", 6), ("for-each/nested/twice/tell3 Step", 6), ("ask2 Step", 0),
            ],
            probe.Definition.Nodes.Select(n => ($"{n.Id} {n.Kind}", n.Group)));
    }

    [Fact]
    public async Task Once_it_has_begun_the_frame_keeps_nothing_of_the_items()
    {
        var probe = FlowProbe.Of("var items = Enumerable.Range(0, a); var all = await Flow.ForEach(items, x => Ask1(x)); await Tell1(all.Items.Count); return c;");

        var (_, host) = await probe.RunMachineAsync(a: 2);

        Assert.Equal("""{"v":1,"at":"for-each","s":{"c:int":1}}""", host.Stored[0]);
        Assert.Equal("""{"v":1,"at":"ask1","s":{"x:int":0}}""", host.Stored[1]);
    }

    [Fact]
    public async Task Outcomes_live_across_operations()
    {
        var probe = FlowProbe.Of("var all = await Flow.ForEach(new[] { 2, 5 }, x => Ask1(x), new() { OnFailure = OnItemFailure.Continue }); await Tell1(a); return all.Items[1].Result + all.Failed.Count();");

        Assert.Equal("returned 8 [ask1(2, 3); ask1(5, 3); tell1(4)]", await probe.SameInAnyOrderAsync(4, isBackwards: false));
        Assert.Equal("returned 2 [ask1(2, 3); ask1(5, 3); tell1(4)]", await probe.SameInAnyOrderAsync(4, isBackwards: false, "ask1"));
    }
}
