using System.Buffers.Binary;
using System.IO.Hashing;

namespace RunkonFlow.Typed.Persistence;

/// <summary>What all stores say about fan-outs, and how they name what they make.</summary>
internal static class FanOutRules
{
    /// <summary>The item type of items that a commit begins.</summary>
    public const string ItemType = "item";

    public const string Halted = "Not begun: another item had failed.";
    public const string MissesDependency = "Not begun: an item on which it depends did not complete.";
    public const string BrokenOff = "Not begun: the fan-out was broken off.";
    public const string Circular = "Not begun: it depends, directly or not, on itself.";

    public static string Cancelled(string? reason) => $"Cancelled: {reason ?? "by an operator"}.";

    /// <summary>The detail of the event with which a fan-out is over.</summary>
    public static string Collected(in FanOutCounts counts) => $"{counts.Completed} completed, {counts.Failed} failed, {counts.Skipped} skipped";

    /// <summary>Why the parts of a fan-out that need no look into the store are not acceptable, or null.</summary>
    public static string? Refusal(RunId run, FanOutStart start)
    {
        var what = $"Fan-out '{start.NodeId}' of run {run}";
        if (start.MaxParallel < 0) return $"{what} cannot run {start.MaxParallel} items at once: give 0 for no limit.";
        if (start.PreviousAttempt != 0 && start.Items.Count > 0) return $"{what} takes the items of attempt {start.PreviousAttempt} and cannot have others.";
        var keys = new HashSet<string>(start.Items.Count);
        var runs = new HashSet<RunId>(start.Items.Count);
        foreach (var item in start.Items)
        {
            if (!keys.Add(item.Key)) return $"{what} has two items with the key '{item.Key}'.";
            if (!runs.Add(item.RunId)) return $"{what} has two items whose run is {item.RunId}.";
            foreach (var place in item.DependsOn)
                if ((uint)place >= (uint)start.Items.Count) return $"Item '{item.Key}' of {what} depends on item {place}, and there are {start.Items.Count}.";
        }
        return null;
    }

    public static string NoRow(RunId run, FanOutStart start) => $"Fan-out '{start.NodeId}' of run {run} has no row for attempt {start.Attempt}.";

    public static string HasItems(RunId run, FanOutStart start) => $"Fan-out '{start.NodeId}' of run {run} has begun its attempt {start.Attempt} before.";

    public static string NotOver(RunId run, FanOutStart start)
        => $"Fan-out '{start.NodeId}' of run {run} has no attempt {start.PreviousAttempt} that is over.";

    public static string IsHandedOut(string item) => $"Item '{item}' belongs to a fan-out that the store hands out: its run ends it.";

    /// <summary>The id of the run that tries an item again. The same in every store, so that they can be compared.</summary>
    public static RunId NextRunId(RunId previous, int attempt, long now)
    {
        Span<byte> bytes = stackalloc byte[20];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, previous.Value);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], attempt);
        return new(((UInt128)(ulong)now << 80) | (XxHash128.HashToUInt128(bytes) >> 48));
    }
}
