using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RunkonFlow.Typed.Machines;

/// <summary>What the generator emits for a workflow beside its frames. Stateless; one object per workflow.</summary>
public abstract class FlowMachine
{
    /// <summary>Nodes, policies, shape and graph.</summary>
    public abstract WorkflowDefinition Definition { get; }

    /// <summary>The context that the workflow names for its values; null for none.</summary>
    public virtual IJsonTypeInfoResolver? Json => null;

    /// <summary>A fresh frame at the flow's start, bound to an instance of the workflow.</summary>
    public abstract FlowFrame CreateFrame(object workflow);

    /// <summary>Binds a recycled frame, after <see cref="FlowFrame.Reset"/>, to an instance of the workflow.</summary>
    public abstract void Bind(FlowFrame frame, object workflow);

    /// <summary>Writes the typed input of a start as a JSON object.</summary>
    public abstract void WriteInput(Utf8JsonWriter json, object input);

    /// <summary>Reads a run's input into the flow's parameters; members that are absent take the parameters' defaults.</summary>
    public abstract void ReadInput(FlowFrame frame, ref Utf8JsonReader json);

    /// <summary>Writes the value that the flow has returned; false for a flow without one.</summary>
    public abstract bool WriteOutput(Utf8JsonWriter json, FlowFrame frame);

    /// <summary>Reads what <see cref="WriteOutput"/> wrote.</summary>
    public abstract object? ReadOutput(ref Utf8JsonReader json);

    /// <summary>Writes a message for one of the workflow's signals. Called by the signal's handle.</summary>
    public virtual void WriteMessage(Utf8JsonWriter json, string signal, object? message) => throw new ArgumentOutOfRangeException(nameof(signal));

    /// <summary>Writes a reply to a request of one of the workflow's signals. Called when the flow answers.</summary>
    public virtual void WriteReply(Utf8JsonWriter json, string signal, object? reply) => throw new ArgumentOutOfRangeException(nameof(signal));

    /// <summary>Reads what <see cref="WriteReply"/> wrote; the reader stands on its first token.</summary>
    public virtual object? ReadReply(ref Utf8JsonReader json, string signal) => throw new ArgumentOutOfRangeException(nameof(signal));

    /// <summary>Reads a stored reply. Called by the signal's handle.</summary>
    public object? ReadReply(ReadOnlyMemory<byte> reply, string signal)
    {
        var json = StoredJson.Open(reply.Span);
        return ReadReply(ref json, signal);
    }

    /// <summary>A fresh frame for one item of the fan-out at a node: a flow of its own whose input is the item's.</summary>
    public virtual FlowFrame CreateItemFrame(int node, object workflow) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>Reads an item's input, which <see cref="FanOutRequest.WriteInput"/> wrote, into its frame.</summary>
    public virtual void ReadItemInput(int node, FlowFrame frame, ref Utf8JsonReader json) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>Writes what an item's frame has returned; false for nothing.</summary>
    public virtual bool WriteItemOutput(int node, Utf8JsonWriter json, FlowFrame frame) => throw new ArgumentOutOfRangeException(nameof(node));

    /// <summary>Calls the step that undoes the one at a node, with its result as JSON; the reader stands on its first token.</summary>
    public virtual ValueTask CompensateAsync(
        int node, object workflow, ref Utf8JsonReader result, StepContext step, CancellationToken cancellationToken)
        => throw new ArgumentOutOfRangeException(nameof(node));
}
