using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>
/// A run is under way when its flow is edited: the frames of the old flow are given to the machine of the new one, which goes on where
/// they stand, or refuses them.
/// </summary>
public sealed class EditedFlowTests
{
    private const string Old = "var got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; await Tell1(c); } await Tell2(got); return c + got;";

    private const string Twice = "[Step] private ValueTask<int> Twice(int x) { Trace.Add($\"twice({x})\"); return new(2 * x); }";

    [Theory]
    [InlineData("the flow as it is", Old)]
    [InlineData("a step before", "await Tell3(a); " + Old)]
    [InlineData("a loop before", "for (var i = 0; i < 2; i++) await Tell3(i); while (Flow.Loop(c < 0, max: 3)) await Tell4(c); " + Old)]
    [InlineData("a try before", "try { await Tell3(a); } catch (StepFailedException) { } finally { await Tell4(a); } " + Old)]
    [InlineData("an if before", "if (a > 100) { var got2 = await Ask3(a); c += got2; } " + Old)]
    [InlineData("a condition that asks for something else", "var got = await Ask1(a); while (Flow.Loop(c <= 30, max: 7)) { var twice = await Twice(c); c += twice; await Tell1(c); } await Tell2(got); return c + got;")]
    [InlineData("a local renamed that a step gives", "var given = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; await Tell1(c); } await Tell2(given); return c + given;")]
    [InlineData("a step first in the loop", "var got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { await Tell3(c); var twice = await Twice(c); c += twice; await Tell1(c); } await Tell2(got); return c + got;")]
    [InlineData("a step last in the loop", "var got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; await Tell1(c); await Tell3(c); } await Tell2(got); return c + got;")]
    [InlineData("an if around another step in the loop", "var got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; if (c > 0) await Tell1(c); } await Tell2(got); return c + got;")]
    public async Task An_edit_that_touches_no_region_of_the_position_lets_every_run_go_on(string edit, string body)
    {
        var edited = Edited(body);

        foreach (var stored in await FramesOf(Old))
        {
            var frame = Read(edited, stored);
            Assert.True(AtOf(stored) == edited.Definition.Nodes[frame.Node].Id, $"{edit}: {stored}");
        }
    }

    [Theory]
    [InlineData("ask1", "a loop around the step", "int got = 0; while (Flow.Loop(got == 0, max: 3)) got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; await Tell1(c); } await Tell2(got); return c + got;")]
    [InlineData("tell1", "a try around the step", "var got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; try { await Tell1(c); } finally { await Tell3(c); } } await Tell2(got); return c + got;")]
    [InlineData("tell1", "the loop is another statement", "var got = await Ask1(a); for (; Flow.Loop(c < 40, max: 5);) { var twice = await Twice(c); c += twice; await Tell1(c); } await Tell2(got); return c + got;")]
    [InlineData("tell1", "the step is gone", "var got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; } await Tell2(got); return c + got;")]
    [InlineData("tell1", "the step stands in another loop", "var got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; } while (Flow.Loop(c < 50, max: 5)) { await Tell1(c); c += 9; } await Tell2(got); return c + got;")]
    [InlineData("tell1", "the step stands in no loop", "var got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; } await Tell1(c); await Tell2(got); return c + got;")]
    [InlineData("tell2", "a slot of another type", "long got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; await Tell1(c); } got += c; await Tell2((int)got); got++; return c + (int)got;")]
    [InlineData("tell2", "a slot that the frame has not", "var more = a * 2; var got = await Ask1(a); while (Flow.Loop(c < 40, max: 5)) { var twice = await Twice(c); c += twice; await Tell1(c); } await Tell2(got); return c + got + more;")]
    public async Task An_edit_that_touches_the_position_refuses_the_frame(string at, string edit, string body)
    {
        var edited = Edited(body);
        var stored = (await FramesOf(Old)).First(frame => AtOf(frame) == at);

        var exception = Record.Exception(() => Read(edited, stored));

        Assert.True(exception is IncompatibleFrameException, $"{edit}: {stored} gave {exception?.ToString() ?? "no exception"}");
    }

    [Fact]
    public async Task A_frame_in_a_loop_knows_its_round_in_the_edited_flow()
    {
        var edited = Edited("foreach (var i in new[] { 1, 2 }) await Tell3(i); " + Old);
        var stored = (await FramesOf(Old)).Last(frame => AtOf(frame) == "tell1");

        var frame = Read(edited, stored);

        Assert.Equal("3", frame.Path.ToString());
        Assert.Contains("\"in\":\"while(twice..tell1)\"", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_and_locals_are_found_under_their_former_names()
    {
        var old = FlowProbe.Of("var (kept, got) = (a + 1, await Ask1(a)); await Tell1(kept + got); return kept + got;".Replace("var (kept, got) = (a + 1, await Ask1(a));", "var kept = a + 1; var got = await Ask1(a);", StringComparison.Ordinal));
        var frames = (await old.RunMachineAsync(a: 2)).Host.Stored;
        var edited = Named("remembered", "var remembered = a + 1; var got = await Ask(a); await Say(remembered + got); return remembered + got;");

        Assert.Equal(["ask", "say"], frames.Select(frame => edited.Definition.Nodes[Read(edited, frame).Node].Id));
        Assert.Equal(["ask1"], edited.Definition.Nodes[1].FormerIds);
        Assert.Equal(["tell1", "said"], edited.Definition.Nodes[2].FormerStepIds);
    }

    [Fact]
    public async Task A_renamed_local_without_a_word_refuses_the_frame()
    {
        var frames = (await FlowProbe.Of("var kept = a + 1; await Tell1(a); return kept;").RunMachineAsync(a: 2)).Host.Stored;
        var edited = FlowProbe.Of("var remembered = a + 1; await Tell1(a); return remembered;");

        Assert.Throws<IncompatibleFrameException>(() => Read(edited, frames[0]));
    }

    [Fact]
    public async Task A_call_that_has_another_name_is_found_by_its_former_one_and_so_is_the_loop_around_it()
    {
        var frames = await FramesOf("await Tell1(a); while (Flow.Loop(c < 40, max: 5)) { c += 20; await Flow.As(\"two\", Tell2(c)); } return c;");
        var edited = Edited("await Flow.As(\"uno\", Tell1(a), formerly: \"tell1\"); while (Flow.Loop(c < 40, max: 5)) { c += 20; await Flow.As(\"dos\", Tell2(c), \"two\"); } return c;");

        Assert.Equal(["tell1", "two", "two"], frames.Select(AtOf));
        Assert.Equal(["uno", "dos", "dos"], frames.Select(frame => edited.Definition.Nodes[Read(edited, frame).Node].Id));
        Assert.Equal(["two"], edited.Definition.Nodes.Single(node => node?.Id == "dos").FormerIds);
    }

    [Fact]
    public async Task Handlers_are_found_by_what_stands_in_their_try()
    {
        const string Body = "try { await Tell1(a); } catch (StepFailedException e) { await Tell2(e.Attempts); } finally { await Tell3(c); } return c;";
        var frames = (await FlowProbe.Of(Body).RunMachineAsync(a: 2, cancelAt: null, "tell1")).Host.Stored;
        var edited = FlowProbe.Of("try { await Ask1(a); } finally { await Tell4(a); } " + Body);

        Assert.Equal(["tell1", "tell2", "tell3"], frames.Select(frame => edited.Definition.Nodes[Read(edited, frame).Node].Id));
        Assert.Contains(frames, frame => frame.Contains("\"c\":{\"catch-1\":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pending_jump_finds_its_loop_in_the_edited_flow()
    {
        const string Body = "while (Flow.Loop(c < 9, max: 5)) { try { await Tell1(c); break; } finally { await Tell2(c); } } await Tell3(c); return c;";
        var stored = (await FlowProbe.Of(Body).RunMachineAsync(a: 2)).Host.Stored[1];
        var edited = FlowProbe.Of("while (Flow.Loop(c < 0, max: 5)) await Ask1(c); " + Body.Replace("try {", "await Ask2(c); try {", StringComparison.Ordinal));

        var frame = Read(edited, stored);

        Assert.Contains("\"to\":\"break while(tell1..tell2)\"", stored, StringComparison.Ordinal);
        Assert.Equal("tell2", edited.Definition.Nodes[frame.Node].Id);
        await frame.ExecuteAsync(frame.Node, default, TestContext.Current.CancellationToken);
        Assert.Equal("tell3", edited.Definition.Nodes[frame.Advance().Node].Id);
    }

    [Fact]
    public async Task Same_named_locals_of_other_blocks_are_not_mistaken_for_one_another()
    {
        const string Body = "if (a > 1) { var x = a * 10; await Tell1(a); c = x; } return c;";
        var stored = (await FlowProbe.Of(Body).RunMachineAsync(a: 2)).Host.Stored[0];
        var edited = FlowProbe.Of("if (a > 0) { var x = 5; await Tell2(a); c = x; } " + Body);

        var frame = Read(edited, stored);
        frame.OpenTicket();
        await frame.ExecuteAsync(frame.Node, default, TestContext.Current.CancellationToken);

        Assert.Equal(FlowCommandKind.Return, frame.Advance().Kind);
        Assert.Equal("20", Output(edited, frame));
    }

    private static FlowProbe Edited(string body) => FlowProbe.Of(body, Twice);

    /// <summary>The flow with a former name for one local, and steps that had other ids.</summary>
    private static FlowProbe Named(string local, string body) => FlowProbe.Of(
        body,
        "[Step, Formerly(\"ask1\")] private ValueTask<int> Ask(int x) => new(x); [Step, Formerly(\"tell1\"), Formerly(\"said\")] private Task Say(int x) => Task.CompletedTask;",
        $"[FormerLocal(\"kept\", \"{local}\")]");

    private static async Task<List<string>> FramesOf(string body)
    {
        var (end, host) = await FlowProbe.Of(body, Twice).RunMachineAsync(a: 4);
        Assert.StartsWith("returned", end, StringComparison.Ordinal);
        return host.Stored;
    }

    private static string AtOf(string stored) => JsonDocument.Parse(stored).RootElement.GetProperty("at").GetString()!;

    private static FlowFrame Read(FlowProbe probe, string stored)
    {
        var (machine, instance) = probe.Open();
        var frame = machine.CreateFrame(instance);
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(stored));
        json.Read();
        frame.Read(ref json);
        frame.OpenTicket();
        return frame;
    }

    private static string Output(FlowProbe probe, FlowFrame frame)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) probe.Open().Machine.WriteOutput(json, frame);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
