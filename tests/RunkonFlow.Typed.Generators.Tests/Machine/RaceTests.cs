using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Races: one end decides.</summary>
public sealed class RaceTests
{
    [Theory]
    [InlineData("ask1", 1, 9, "ask2(6, 3)")]
    [InlineData("", 0, 7, "ask1(4, 3)")]
    public async Task The_answer_says_which_branch_won_and_with_what(string failing, int winner, int result, string done)
    {
        var probe = FlowProbe.Of("var won = await Flow.Race(Ask1(a), Ask2(a + 2)); await Tell1(won.Winner); return won.Result();");

        var (end, host) = await probe.RunMachineAsync(a: 4, null, failing);

        Assert.Equal($"returned {result}", end);
        Assert.Equal([done, $"tell1({winner})"], FlowProbe.TraceOf(host).Where(note => failing.Length == 0 || !note.StartsWith(failing, StringComparison.Ordinal)));
        Assert.Equal(["race", "ask1", "ask2", "tell1"], host.Machine.Definition.Nodes.Skip(1).Select(node => node.Id));
        Assert.Equal([NodeKind.Race, NodeKind.Step, NodeKind.Step, NodeKind.Step], host.Machine.Definition.Nodes.Skip(1).Select(node => node.Kind));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(", new RaceOptions(FirstEnd: true)", true)]
    [InlineData(", options: new() { FirstEnd = a > 3 }", true)]
    public async Task A_race_is_joined_as_such(string options, bool firstEnd)
    {
        var probe = FlowProbe.Of($"var won = await Flow.Race(Ask1(a), Flow.Unit(Tell1(c)), Ask2(a).AsTask(){options}); return won.Third;");

        var (end, host) = await probe.RunMachineAsync(a: 4);

        Assert.Equal("returned 0", end);
        Assert.Equal([new JoinPolicy(IsRace: true, FirstEnd: firstEnd)], host.Policies);
    }

    [Fact]
    public async Task A_race_that_nobody_wins_fails()
    {
        var probe = FlowProbe.Of("var won = await Flow.Race(Ask1(a), Ask2(a)); return won.Result();");

        var (end, _) = await probe.RunMachineAsync(a: 4, null, "ask1", "ask2");

        Assert.Equal("failed Step System.TimeoutException: no answer", end);
    }

    [Fact]
    public async Task A_decided_race_is_stored_with_its_winner()
    {
        var probe = FlowProbe.Of("var won = await Flow.Race(Ask1(a), Ask2(a)); return won.Result();");

        var (_, host) = await probe.RunMachineAsync(a: 4, null, "ask1");

        Assert.Contains("\"b\":{\"join\":1,\"winner\":\"ask2\",\"frames\":", host.Stored[^1], StringComparison.Ordinal);
    }
}
