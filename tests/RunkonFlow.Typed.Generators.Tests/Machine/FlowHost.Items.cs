using System.Buffers;
using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Generators.Tests;

/// <content>Items of a fan-out, each with a root frame of its own, one after another.</content>
internal sealed partial class FlowHost
{
    /// <summary>The fan-outs that began: key, item, input and dependencies of each item.</summary>
    public List<string> FannedOut { get; } = [];

    private async Task RunItemsAsync((int Group, int Branch)[] at, int node, FanOutRequest request)
    {
        var (outer, outerItem) = (Frame, _itemNode);
        var outcomes = new List<StoredOutcome>();
        Failure? first = null;
        for (var i = 0; i < request.Count; i++)
        {
            var index = i;
            var item = Written(json => request.WriteItem(json, index));
            var input = Written(json => request.WriteInput(json, index));
            FannedOut.Add($"{request.KeyOf(i)}: {Text(item)} {Text(input)} [{string.Join(' ', request.DependenciesOf(i))}]");
            if (request.Child is { } child)
            {
                FannedOut[^1] += $" {child.Id}";
                outcomes.Add(new(request.KeyOf(i), FanOutItemStatus.Completed, item, Encoding.UTF8.GetBytes(Messages[Machine.Definition.Nodes[node].Id]), null));
                continue;
            }
            (_itemNode, Frame) = (node, Machine.CreateItemFrame(node, Instance));
            var reader = new Utf8JsonReader(input.Span);
            reader.Read();
            Machine.ReadItemInput(node, Frame, ref reader);
            await DriveAsync([]);
            first ??= Frame.Outcome;
            var output = Frame.Outcome is null ? Written(json => Machine.WriteItemOutput(node, json, Frame)) : default;
            outcomes.Add(new(request.KeyOf(i), Frame.Outcome is null ? FanOutItemStatus.Completed : FanOutItemStatus.Failed, item, output, Frame.Outcome?.Message));
        }
        (Frame, _itemNode) = (outer, outerItem);
        if (first is not null && request.OnFailure == OnItemFailure.Halt) At(at).Fail(first);
        else At(at).SetOutcomes(node, outcomes);
    }

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true })) write(json);
        return buffer.WrittenMemory;
    }
}
