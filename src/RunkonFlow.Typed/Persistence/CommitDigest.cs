using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// 128 bits over the whole content of a commit, beside run, generation and sequence: what tells a repeated commit, whose reply
/// was lost, from the commit of a clone. Stored by durable stores: the encoding may only change with a migration.
/// </summary>
/// <remarks>
/// The content is laid out in one buffer and hashed at once. A word of flags says which parts are present, each part that
/// varies in length is preceded by its length: no two contents read alike, and what is absent costs a bit.
/// </remarks>
internal static partial class CommitDigest
{
    [ThreadStatic]
    private static byte[]? t_buffer;

    public static UInt128 Of(RunCommit commit)
    {
        var writer = new Writer(t_buffer ??= new byte[4096]);
        WriteRun(ref writer, commit);
        foreach (ref readonly var step in CollectionsMarshal.AsSpan(commit.Steps)) WriteStep(ref writer, step);
        if (commit.Items.Count > 0) WriteItems(ref writer, commit);
        if (commit.NewValues.Count > 0 || commit.DroppedValues.Count > 0) WriteValues(ref writer, commit);
        if (HasRelations(commit)) WriteRelations(ref writer, commit);
        t_buffer = writer.Buffer;
        return XxHash128.HashToUInt128(writer.Written);
    }

    private static void WriteRun(ref Writer writer, RunCommit commit)
    {
        writer.Reserve(Writer.Slack);
        writer.Number(
            (long)commit.Status | ((long)commit.SuspendReason << 8)
            | Bit(commit.Releases, 16) | Bit(commit.MakesProgress, 17) | Bit(commit.IsFinalizing, 18) | Bit(commit.DueAt.HasValue, 19)
            | Bit(commit.FinalizersDueAt.HasValue, 20) | Bit(commit.Frame.Length > 0, 21) | Bit(commit.Output.Length > 0, 22)
            | Bit(commit.Failure.Length > 0, 23) | Bit(commit.Error is not null, 24) | Bit(commit.FinalizerError is not null, 25)
            | Bit(commit.AtNode is not null, 26) | Bit(HasRelations(commit), 27) | Bit(commit.TrimBefore > 0, 28) | ((long)commit.Items.Count << 32));
        writer.Number(commit.SeenInbox);
        writer.Number((uint)commit.Steps.Count | ((long)commit.NewValues.Count << 32));
        if (commit.DueAt is { } due) writer.Number(due.UtcTicks);
        if (commit.FinalizersDueAt is { } finalizersDue) writer.Number(finalizersDue.UtcTicks);
        if (commit.TrimBefore > 0) writer.Number(commit.TrimBefore);
        writer.Text(commit.Shape);
        if (commit.Frame.Length > 0) writer.Bytes(commit.Frame.Span);
        if (commit.Output.Length > 0) writer.Bytes(commit.Output.Span);
        if (commit.Failure.Length > 0) writer.Bytes(commit.Failure.Span);
        if (commit.Error is { } error) writer.Text(error);
        if (commit.FinalizerError is { } finalizerError) writer.Text(finalizerError);
        if (commit.AtNode is { } node) writer.Text(node);
    }

    private static void WriteStep(ref Writer writer, in StepWrite step)
    {
        var isNamedByNode = step.StepName == step.NodeId;
        var isStep = step.Role == "step";
        writer.Reserve(Writer.Slack);
        writer.Number(
            (long)step.Status | ((long)step.Path.Depth << 4)
            | Bit(step.CanCommit, 8) | Bit(step.Tolerated, 9) | Bit(isNamedByNode, 10) | Bit(isStep, 11) | Bit(step.StartedAt.HasValue, 12)
            | Bit(step.EndedAt.HasValue, 13) | Bit(step.DueAt.HasValue, 14) | Bit(step.Output.Length > 0, 15) | Bit(step.Error is not null, 16)
            | Bit(step.ErrorType is not null, 17) | Bit(step.Markers is not null, 18) | Bit(step.Notes is not null, 19)
            | Bit(step.Gate is not null, 20) | Bit(step.ChildRun is not null, 21) | Bit(step.Group is not null, 22) | Bit(step.Progress.HasValue, 23)
            | Bit(step.Round.HasValue, 24) | Bit(step.KeepsFrame, 25)
            | ((long)step.Attempt << 32));
        writer.Number(step.Position);
        for (var i = 0; i < step.Path.Depth; i++) writer.Number(step.Path[i]);
        if (step.StartedAt is { } started) writer.Number(started.UtcTicks);
        if (step.EndedAt is { } ended) writer.Number(ended.UtcTicks);
        if (step.DueAt is { } due) writer.Number(due.UtcTicks);
        if (step.Progress is { } progress)
        {
            writer.Number(progress.Done);
            writer.Number(progress.Total);
        }
        if (step.Round is { } round) writer.Number(round);
        writer.Text(step.NodeId);
        if (!isNamedByNode) writer.Text(step.StepName);
        if (!isStep) writer.Text(step.Role);
        if (step.Output.Length > 0) writer.Bytes(step.Output.Span);
        if (step.Error is { } error) writer.Text(error);
        if (step.ErrorType is { } type) writer.Text(type);
        if (step.Markers is { } markers) writer.Text(markers);
        if (step.Notes is { } notes) writer.Text(notes);
        if (step.Gate is { } gate) WriteGate(ref writer, gate);
        if (step.ChildRun is { } child) WriteId(ref writer, child);
        if (step.Group is { } group) writer.Text(group);
    }

    private static void WriteItems(ref Writer writer, RunCommit commit)
    {
        foreach (ref readonly var item in CollectionsMarshal.AsSpan(commit.Items))
        {
            writer.Reserve(Writer.Slack);
            writer.Number(item.ItemId);
            writer.Number((long)item.Status | Bit(item.ChildRunId is not null, 8));
            if (item.ChildRunId is { } child) writer.Text(child);
        }
    }

    private static void WriteValues(ref Writer writer, RunCommit commit)
    {
        foreach (ref readonly var value in CollectionsMarshal.AsSpan(commit.NewValues))
        {
            writer.Reserve(Writer.Slack);
            writer.Number(value.Id);
            writer.Bytes(value.Json.Span);
        }
        writer.Reserve(Writer.Slack);
        writer.Number(commit.DroppedValues.Count);
        foreach (var id in CollectionsMarshal.AsSpan(commit.DroppedValues))
        {
            writer.Reserve(Writer.Slack);
            writer.Number(id);
        }
    }

    private static long Bit(bool value, int place) => (value ? 1L : 0L) << place;

    private ref struct Writer(byte[] buffer)
    {
        /// <summary>Room for all the numbers of one part; texts and bytes see to their own and leave this much behind them.</summary>
        public const int Slack = 192;

        private ref byte _start = ref MemoryMarshal.GetArrayDataReference(buffer);
        private int _length;

        public byte[] Buffer { get; private set; } = buffer;

        public readonly ReadOnlySpan<byte> Written => Buffer.AsSpan(0, _length);

        public void Reserve(int bytes)
        {
            if (Buffer.Length - _length < bytes) Grow(bytes);
        }

        public void Number(long value)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref _start, _length), value);
            _length += 8;
        }

        public void Text(string text) => Bytes(MemoryMarshal.AsBytes(text.AsSpan()));

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            Reserve(bytes.Length + 4 + Slack);
            ref var place = ref Unsafe.Add(ref _start, _length);
            Unsafe.WriteUnaligned(ref place, bytes.Length);
            Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref place, 4), ref MemoryMarshal.GetReference(bytes), (uint)bytes.Length);
            _length += bytes.Length + 4;
        }

        private void Grow(int bytes)
        {
            var larger = new byte[Math.Max(Buffer.Length * 2, _length + bytes)];
            Written.CopyTo(larger);
            Buffer = larger;
            _start = ref MemoryMarshal.GetArrayDataReference(larger);
        }
    }
}
