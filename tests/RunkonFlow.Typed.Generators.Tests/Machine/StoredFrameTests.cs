using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>What a stored frame holds, and which are refused.</summary>
public sealed class StoredFrameTests
{
    private static readonly FlowProbe Probe = FlowProbe.Of(
        "var dead = a + 1; var got = await Ask1(dead); for (var i = 0; i < 2; i++) { var both = got + i; await Tell1(both); c += both; } return c;");

    [Fact]
    public async Task Only_what_lives_at_the_position_is_stored()
    {
        var (_, host) = await Probe.RunMachineAsync(a: 4);

        Assert.Equal("""{"v":1,"at":"ask1","s":{"c:int":1,"dead:int":5}}""", host.Stored[0]);
        Assert.Equal("""{"v":1,"at":"tell1","in":"for(tell1)","s":{"c:int":1,"ask1():int":8,"i:int":0,"both:int":8},"l":{"loop-1":0}}""", host.Stored[1]);
    }

    [Theory]
    [InlineData("""{"v":1,"at":"gone","s":{}}""", "stands at 'gone'")]
    [InlineData("""{"v":1,"at":"ask1","s":{"c:int":1,"dead:long":5}}""", "no 'dead:int', which is live at 'ask1'")]
    [InlineData("""{"v":1,"at":"ask1","in":"try-catch(ask1)","s":{"c:int":1,"dead:int":5}}""", "stands at 'ask1' in 'try-catch(ask1)'")]
    [InlineData("""{"v":1,"at":"tell1","in":"for(tell1)","s":{"c:int":1,"ask1():int":8,"i:int":0,"both:int":8}}""", "no 'loop-1', which is live at 'tell1'")]
    [InlineData("""{"v":2,"at":"ask1","s":{"c:int":1,"dead:int":5}}""", "format 2")]
    public async Task A_frame_that_does_not_fit_is_refused(string stored, string reason)
    {
        var (_, host) = await Probe.RunMachineAsync(a: 4);
        var frame = host.Machine.CreateFrame(host.Instance);

        var exception = Assert.Throws<IncompatibleFrameException>(() => Read(frame, stored));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_members_are_ignored()
    {
        var (_, host) = await Probe.RunMachineAsync(a: 4);
        var frame = host.Machine.CreateFrame(host.Instance);

        Read(frame, """{"v":1,"new":[1,{"x":2}],"at":"ask1","s":{"c:int":1,"more:Thing":{"x":[1]},"dead:int":5}}""");

        Assert.Equal(1, frame.Node);
    }

    private static void Read(FlowFrame frame, string stored)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(stored));
        json.Read();
        frame.Read(ref json);
    }
}
