namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>The words of the flow language that plain C# does not do.</summary>
public sealed class LanguageTests
{
    [Fact]
    public async Task A_loop_past_its_limit_fails_the_run()
    {
        var probe = FlowProbe.Of("while (Flow.Loop(c < 100, max: 3)) { c++; await Tell1(c); } return c;");

        var (end, host) = await probe.RunMachineAsync(a: 1);

        Assert.StartsWith("failed Fault RunkonFlow.Typed.LoopLimitException", end, StringComparison.Ordinal);
        Assert.Equal(["tell1@0", "tell1@1", "tell1@2"], host.Executed);
    }

    [Fact]
    public async Task A_limit_bounds_the_rounds_of_a_do_as_well()
    {
        var probe = FlowProbe.Of("do { c++; await Tell1(c); } while (Flow.Loop(true, max: 3, onLimit: OnLimit.Continue)); return c;");

        var (end, _) = await probe.RunMachineAsync(a: 1);

        Assert.Equal("returned 4", end);
    }

    [Fact]
    public async Task A_loop_starts_anew_at_each_entry()
    {
        var probe = FlowProbe.Of("for (var i = 0; i < 2; i++) { c = 0; while (Flow.Loop(c < 2, max: 2)) { c++; await Tell1(c); } } return c;");

        var (end, host) = await probe.RunMachineAsync(a: 1);

        Assert.Equal("returned 2", end);
        Assert.Equal(["tell1@0/0", "tell1@0/1", "tell1@1/0", "tell1@1/1"], host.Executed);
    }

    [Fact]
    public async Task A_loop_that_gets_nowhere_is_stuck()
    {
        var probe = FlowProbe.Of("var hash = \"h\"; while (Flow.Loop(true, max: 9, stuckAfter: 2, progress: hash)) { c++; if (c == 3) hash = \"k\"; await Tell1(c); } return c;");

        var (end, host) = await probe.RunMachineAsync(a: 1);

        Assert.StartsWith("failed Fault RunkonFlow.Typed.LoopStuckException", end, StringComparison.Ordinal);
        Assert.Equal(4, host.Executed.Count);
    }

    [Fact]
    public async Task Timers_say_for_what_they_wait()
    {
        var probe = FlowProbe.Of("await Flow.Delay(TimeSpan.FromSeconds(a)); var end = DateTimeOffset.UnixEpoch; await Flow.Until(end); return c;");

        var (end, host) = await probe.RunMachineAsync(a: 90);

        Assert.Equal("returned 1", end);
        Assert.Equal("delay TimerRequest { Duration = 00:01:30, Moment =  }", host.Executed[0]);
        Assert.StartsWith("until TimerRequest { Duration = , Moment = 01/01/1970 00:00:00 +00:00", host.Executed[1], StringComparison.Ordinal);
        Assert.Contains("\"delay.duration:TimeSpan\":\"00:01:30\"", host.Stored[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_and_new_ids_are_those_of_the_segment()
    {
        var probe = FlowProbe.Of("""
            var (t, x, y) = (Flow.UtcNow, Flow.NewId(), Flow.NewId());
            await Tell1(x == y ? 1 : 2);
            return t == Flow.UtcNow && Flow.NewId() == x ? 1 : 0;
            """);

        var (end, host) = await probe.RunMachineAsync(a: 1);

        Assert.Equal("returned 1", end);
        Assert.Equal(["tell1(2)"], FlowProbe.TraceOf(host));
    }

    [Fact]
    public void Plain_arguments_are_known_to_the_definition()
    {
        var probe = FlowProbe.Of("var s = \"x\"; await Tell1(c); await Tell2(s.Length); await Tell3(c + 1); return c;");

        Assert.Equal([true, true, false], probe.Definition.Nodes.Skip(1).Select(n => n.ArgumentsArePlain));
    }

    [Fact]
    public async Task A_mutable_value_is_copied_at_an_operation()
    {
        var probe = FlowProbe.Of("var list = new List<int> { 1 }; await KeepAsync(list); var back = await GiveAsync(); return back.Count;", """
            private readonly List<int> _given = [7];
            [Step] private ValueTask KeepAsync(List<int> list) { list.Add(2); return default; }
            [Step] private ValueTask<List<int>> GiveAsync() { var given = new ValueTask<List<int>>(_given); return given; }
            """);

        var (end, host) = await probe.RunMachineAsync(a: 1);

        Assert.Equal("returned 1", end);
        Assert.Contains("\"list:list<int>\":[1]", host.Stored[0].Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
