using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>
/// Runs a machine as an engine would, with nothing stored but the frame: it is written out and read back into a new one before every
/// operation. Steps fail for good when their exception is not named by the plan.
/// </summary>
internal sealed class FlowHost(Assembly assembly, string workflow)
{
    private readonly Type _type = assembly.GetType(workflow) ?? throw new ArgumentException($"No type {workflow}.", nameof(workflow));

    /// <summary>Each frame as it was stored, in order.</summary>
    public List<string> Stored { get; } = [];

    /// <summary>The nodes executed, with their iteration paths.</summary>
    public List<string> Executed { get; } = [];

    /// <summary>The operation, counted from 0, that is cancelled instead of executed.</summary>
    public int? CancelAt { get; init; }

    /// <summary>What comes from outside, as JSON, by the id of the node that waits for it.</summary>
    public Dictionary<string, string> Messages { get; } = [];

    /// <summary>How gates are decided, by node id.</summary>
    public Dictionary<string, GateAnswer> Answers { get; } = [];

    /// <summary>What gates have asked, by node id.</summary>
    public Dictionary<string, GateRequest> Asked { get; } = [];

    /// <summary>Does something to the fresh workflow.</summary>
    public Action<object> Prepare { get; init; } = static _ => { };

    public FlowFrame Frame { get; private set; } = null!;

    public FlowMachine Machine => ((WorkflowRegistration)_type.GetProperty("Registration")!.GetValue(null)!).Machine;

    public object Instance { get; private set; } = null!;

    /// <summary>The run's end as text: <c>returned 3</c>, or <c>failed Kind Type: message</c>.</summary>
    public async Task<string> RunAsync(string input, params object[] services)
    {
        Instance = Activator.CreateInstance(_type, services)!;
        Prepare(Instance);
        Frame = Machine.CreateFrame(Instance);
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(input));
        json.Read();
        Machine.ReadInput(Frame, ref json);
        for (var operation = 0; ; operation++)
        {
            var command = Frame.Advance();
            if (command.Kind == FlowCommandKind.Return) return $"returned {Output()}";
            if (command.Kind == FlowCommandKind.Fail) return $"failed {Frame.Outcome!.Kind} {Frame.Outcome}";
            Store(command);
            var node = Machine.Definition.Nodes[command.Node];
            Executed.Add(Frame.Path.Depth == 0 ? node.Id : $"{node.Id}@{Frame.Path}");
            if (operation == CancelAt && !node.IsInFinalizer) Frame.Fail(Failure.Cancelled("UserRequested", "cancelled"));
            else if (command.Kind == FlowCommandKind.Step) await ExecuteAsync(command.Node, node);
            else if (command.Kind == FlowCommandKind.Timer) Executed[^1] += $" {Frame.TimerOf(command.Node)}";
            else End(command, node.Id);
        }
    }

    /// <summary>What the operation waits for has come.</summary>
    private void End(FlowCommand command, string id)
    {
        if (command.Kind == FlowCommandKind.Gate)
        {
            Asked[id] = Frame.GateOf(command.Node);
            Frame.SetDecision(command.Node, Answers[id]);
            return;
        }
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(Messages[id]));
        json.Read();
        Frame.ReadResult(ref json, command.Node);
    }

    private async Task ExecuteAsync(int index, NodeDefinition node)
    {
        try
        {
            Frame.OpenTicket();
            await Frame.ExecuteAsync(index, default, TestContext.Current.CancellationToken);
        }
        catch (Exception exception)
        {
            Frame.Fail(Failure.From(new StepFailedException(node.StepId, 1, exception.GetType().FullName!, exception.Message)));
        }
    }

    private void Store(FlowCommand command)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Frame.Write(json);
        Stored.Add(Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.Equal(command.Node, Frame.Node);
        Frame = Machine.CreateFrame(Instance);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        reader.Read();
        Frame.Read(ref reader);
        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
        Assert.Equal(command.Node, Frame.Node);
    }

    private string Output()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        if (!Machine.WriteOutput(json, Frame)) return "nothing";
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
