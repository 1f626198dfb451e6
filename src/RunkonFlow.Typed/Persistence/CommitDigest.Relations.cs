using System.Runtime.InteropServices;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

// The parts of a commit that reach other runs, its inbox and its fan-outs; most commits have none of them.
internal static partial class CommitDigest
{
    private static bool HasRelations(RunCommit commit)
        => (commit.Children.Count | commit.CancelledChildren.Count | commit.TakenSignals.Count | commit.FanOuts.Count | commit.BrokenFanOuts.Count
            | commit.Progress.Count | commit.Limits.Count | commit.Replies.Count) != 0;

    private static void WriteRelations(ref Writer writer, RunCommit commit)
    {
        writer.Reserve(Writer.Slack);
        writer.Number((uint)commit.Children.Count | ((long)commit.CancelledChildren.Count << 32));
        writer.Number((uint)commit.TakenSignals.Count | ((long)commit.FanOuts.Count << 32));
        writer.Number((uint)commit.BrokenFanOuts.Count | ((long)commit.Progress.Count << 32));
        writer.Number((uint)commit.Limits.Count | ((long)commit.Replies.Count << 32));
        foreach (var child in commit.Children) WriteChild(ref writer, child);
        foreach (ref readonly var cancel in CollectionsMarshal.AsSpan(commit.CancelledChildren))
        {
            WriteId(ref writer, cancel.RunId);
            writer.Text(cancel.Reason);
        }
        foreach (var number in CollectionsMarshal.AsSpan(commit.TakenSignals))
        {
            writer.Reserve(Writer.Slack);
            writer.Number(number);
        }
        foreach (ref readonly var reply in CollectionsMarshal.AsSpan(commit.Replies))
        {
            writer.Text(reply.Signal);
            writer.Text(reply.Key);
            writer.Bytes(reply.Payload.Span);
        }
        foreach (var fanOut in commit.FanOuts) WriteFanOut(ref writer, fanOut);
        foreach (ref readonly var broken in CollectionsMarshal.AsSpan(commit.BrokenFanOuts)) WriteKey(ref writer, broken.NodeId, broken.Path, broken.Attempt);
        foreach (ref readonly var saved in CollectionsMarshal.AsSpan(commit.Progress))
        {
            WriteKey(ref writer, saved.NodeId, saved.Path, 0);
            writer.Bytes(saved.Json.Span);
        }
        foreach (ref readonly var limit in CollectionsMarshal.AsSpan(commit.Limits))
        {
            WriteKey(ref writer, limit.NodeId, limit.Path, limit.Limit);
            writer.Number(limit.Per?.Ticks ?? -1);
            writer.Text(limit.Key);
        }
    }

    private static void WriteGate(ref Writer writer, GateRow gate)
    {
        writer.Reserve(Writer.Slack);
        writer.Number(gate.MinApprovals);
        writer.Number(gate.ApprovedAt?.UtcTicks ?? -1);
        WriteOptional(ref writer, gate.Prompt);
        WriteOptional(ref writer, gate.Options);
        WriteOptional(ref writer, gate.Assignee);
        WriteOptional(ref writer, gate.DecidedBy);
        WriteOptional(ref writer, gate.Feedback);
        WriteOptional(ref writer, gate.Selections);
    }

    private static void WriteChild(ref Writer writer, NewRun child)
    {
        WriteId(ref writer, child.Id);
        writer.Number((uint)child.WorkflowVersion | Bit(child.DryRun, 32));
        writer.Number(child.Priority);
        writer.Number(child.DueAt?.UtcTicks ?? -1);
        writer.Number(child.Tags.Count);
        writer.Text(child.WorkflowName);
        WriteOptional(ref writer, child.WorkflowTitle);
        WriteOptional(ref writer, child.ParentNode);
        WriteOptional(ref writer, child.DefinitionSnapshot);
        WriteOptional(ref writer, child.Key);
        WriteOptional(ref writer, child.TraceParent);
        writer.Text(child.ParentRunId);
        writer.Text(child.Trigger);
        writer.Text(child.Queue);
        writer.Bytes(child.Input.Span);
        foreach (var tag in child.Tags) writer.Text(tag);
    }

    private static void WriteFanOut(ref Writer writer, FanOutStart fanOut)
    {
        WriteKey(ref writer, fanOut.NodeId, fanOut.Path, fanOut.Attempt);
        writer.Number(fanOut.PreviousAttempt);
        writer.Number((uint)fanOut.MaxParallel | ((long)fanOut.OnFailure << 32));
        writer.Number(fanOut.WorkflowVersion);
        writer.Number(fanOut.Items.Count);
        writer.Text(fanOut.WorkflowName);
        writer.Text(fanOut.WorkflowTitle);
        writer.Text(fanOut.ItemNode);
        foreach (var item in fanOut.Items)
        {
            WriteId(ref writer, item.RunId);
            writer.Number(item.DependsOn.Count);
            writer.Text(item.Key);
            writer.Bytes(item.Item.Span);
            writer.Bytes(item.Input.Span);
            for (var i = 0; i < item.DependsOn.Count; i++)
            {
                writer.Reserve(Writer.Slack);
                writer.Number(item.DependsOn[i]);
            }
        }
    }

    private static void WriteKey(ref Writer writer, string nodeId, in IterationPath path, int attempt)
    {
        writer.Reserve(Writer.Slack);
        writer.Number((uint)attempt | ((long)path.Depth << 32));
        for (var i = 0; i < path.Depth; i++) writer.Number(path[i]);
        writer.Text(nodeId);
    }

    private static void WriteId(ref Writer writer, RunId id)
    {
        writer.Reserve(Writer.Slack);
        writer.Number((long)(ulong)(id.Value >> 64));
        writer.Number((long)(ulong)id.Value);
    }

    private static void WriteOptional(ref Writer writer, string? text)
    {
        writer.Reserve(Writer.Slack);
        writer.Number(text is null ? 0 : 1);
        if (text is not null) writer.Text(text);
    }
}
