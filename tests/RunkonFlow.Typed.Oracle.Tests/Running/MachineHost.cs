using System.Buffers;
using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>
/// Drives a machine as an engine would. Unless it is kept hot, its frame is written to bytes at every transition and read back
/// into a fresh frame of a fresh workflow; and some segments are lost in a crash and run again.
/// </summary>
public sealed class MachineHost(FlowMachine machine, World world, Func<object> createWorkflow, bool isHot)
{
    private readonly HashSet<(string, string)> _keys = [];
    private (string, string) _latest;

    public async Task<string> RunAsync(int a, int b)
    {
        var frame = machine.CreateFrame(createWorkflow());
        Read(frame, a, b);
        frame = Resumed(frame);
        var command = Advance(frame);
        while (command.Kind is FlowCommandKind.Step or FlowCommandKind.Timer) (frame, command) = await TransitionAsync(frame, command);
        return command.Kind == FlowCommandKind.Return
            ? $"returned {Output(frame)}"
            : $"failed {World.Describe(frame.Outcome!)}{FinalizerErrorOf(frame)}";
    }

    /// <summary>
    /// What an engine does between two commits. Lost in a crash it leaves nothing, and is done again from what was stored.
    /// </summary>
    private async Task<(FlowFrame, FlowCommand)> TransitionAsync(FlowFrame frame, FlowCommand command)
    {
        var stored = isHot ? [] : Bytes(frame);
        var before = world.Moment;
        frame = await ExecuteAsync(Resumed(frame), command);
        var next = Advance(frame);
        if (isHot || !world.Plan.Crashes(world.Operation)) return (frame, next);

        world.Moment = before;
        _keys.Remove(_latest);
        frame = Restored(stored);
        frame = await ExecuteAsync(frame, command);
        return (frame, Advance(frame));
    }

    /// <summary>The operation at which the frame stands, until it has ended; the frame to go on with.</summary>
    private async Task<FlowFrame> ExecuteAsync(FlowFrame frame, FlowCommand command)
    {
        var node = machine.Definition.Nodes[command.Node];
        var path = frame.Path.ToString();
        _latest = (node.Id, path);
        if (!_keys.Add(_latest)) world.Add($"a second row for {node.Id} @ {path}");
        if (frame.Node != command.Node) world.Add($"the frame stands at {frame.Node}, the command names {command.Node}");
        if (world.Begin(node.Id, path, node.IsInFinalizer))
        {
            world.End();
            return Failed(frame, Failure.Cancelled("UserRequested", "cancelled"));
        }
        if (command.Kind == FlowCommandKind.Timer)
        {
            Wait(frame.TimerOf(command.Node));
            return frame;
        }
        frame = await AttemptsAsync(frame, command.Node, node.Id);
        world.End();
        return frame;
    }

    private async Task<FlowFrame> AttemptsAsync(FlowFrame frame, int node, string id)
    {
        for (world.HostAttempt = 1; ; world.HostAttempt++)
        {
            try
            {
                frame.OpenTicket();
                await frame.ExecuteAsync(node, default, default);
                return frame;
            }
            catch (TimeoutException) when (world.HostAttempt < world.Plan.MaxAttempts(world.Operation))
            {
                // Another worker may make the next attempt.
                frame = Resumed(frame);
            }
            catch (TimeoutException e)
            {
                return Failed(Resumed(frame), new Failure
                {
                    Kind = FailureKind.Step,
                    Type = typeof(TimeoutException).FullName!,
                    Message = e.Message,
                    StepId = id,
                    Attempts = world.HostAttempt,
                });
            }
        }
    }

    private FlowFrame Failed(FlowFrame frame, Failure failure)
    {
        var isInSubFlow = machine.Definition.Nodes[frame.Node].Id.Contains('/', StringComparison.Ordinal);
        frame.Fail(failure);
        // Stored at the handler that the failure has reached. A run or sub-flow that has ended with it is not stored any more.
        return isInSubFlow || frame.Outcome is not null ? frame : Resumed(frame);
    }

    private void Wait(TimerRequest request)
    {
        if (request.Duration is { } duration)
        {
            world.Add($"delay {duration}");
            world.End(duration > TimeSpan.Zero ? duration : TimeSpan.Zero);
            return;
        }
        var moment = request.Moment!.Value;
        world.Add($"until {moment:O}");
        world.End(moment > world.Now ? moment - world.Now : TimeSpan.Zero);
    }

    private FlowCommand Advance(FlowFrame frame)
    {
        frame.SegmentTime = world.Now;
        frame.SegmentSeed = (UInt128)(ulong)(world.Operation + 7);
        Labels.Restart();
        return frame.Advance();
    }

    private FlowFrame Resumed(FlowFrame frame)
    {
        if (isHot) return frame;
        var bytes = Bytes(frame);
        var resumed = Restored(bytes);
        var again = Bytes(resumed);
        return again.AsSpan().SequenceEqual(bytes)
            ? resumed
            : throw new InvalidOperationException($"A frame changes when it is read: {Encoding.UTF8.GetString(bytes)} became {Encoding.UTF8.GetString(again)}");
    }

    private FlowFrame Restored(byte[] bytes)
    {
        var frame = machine.CreateFrame(createWorkflow());
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        frame.Read(ref reader);
        return frame;
    }

    private static byte[] Bytes(FlowFrame frame)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) frame.Write(json);
        return buffer.WrittenSpan.ToArray();
    }

    private void Read(FlowFrame frame, int a, int b)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($$"""{"a":{{a}},"b":{{b}}}"""));
        reader.Read();
        machine.ReadInput(frame, ref reader);
    }

    private string Output(FlowFrame frame)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) machine.WriteOutput(json, frame);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string FinalizerErrorOf(FlowFrame frame)
        => frame.FinalizerError is { } error ? $", finalizer failed: {World.Describe(error)}" : "";
}
