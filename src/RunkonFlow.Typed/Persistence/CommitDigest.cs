using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RunkonFlow.Typed.Persistence;

/// <summary>
/// 128 bits over the whole content of a commit, beside run, generation and sequence: what tells a repeated commit, whose reply
/// was lost, from the commit of a clone. Every part is written with its length, so that no two contents read alike.
/// </summary>
internal static class CommitDigest
{
    [ThreadStatic]
    private static byte[]? t_buffer;

    public static UInt128 Of(RunCommit commit)
    {
        var writer = new Writer(t_buffer ??= new byte[4096]);
        WriteRun(ref writer, commit);
        foreach (ref readonly var step in CollectionsMarshal.AsSpan(commit.Steps)) WriteStep(ref writer, step);
        foreach (ref readonly var item in CollectionsMarshal.AsSpan(commit.Items))
        {
            writer.Number(item.ItemId);
            writer.Number((long)item.Status);
            writer.Text(item.ChildRunId);
        }
        foreach (ref readonly var value in CollectionsMarshal.AsSpan(commit.NewValues))
        {
            writer.Number(value.Id);
            writer.Bytes(value.Json.Span);
        }
        foreach (var id in commit.DroppedValues) writer.Number(id);
        t_buffer = writer.Buffer;
        return XxHash128.HashToUInt128(writer.Written);
    }

    private static void WriteRun(ref Writer writer, RunCommit commit)
    {
        writer.Number(
            (long)commit.Status | ((long)commit.SuspendReason << 8) | (Bit(commit.Releases) << 16)
            | (Bit(commit.MakesProgress) << 17) | (Bit(commit.IsFinalizing) << 18));
        writer.Number(commit.SeenInbox);
        writer.Moment(commit.DueAt);
        writer.Moment(commit.FinalizersDueAt);
        writer.Bytes(commit.Frame.Span);
        writer.Text(commit.Shape);
        writer.Bytes(commit.Output.Span);
        writer.Bytes(commit.Failure.Span);
        writer.Text(commit.Error);
        writer.Text(commit.FinalizerError);
        writer.Text(commit.AtNode);
        writer.Number(commit.Steps.Count);
        writer.Number(commit.Items.Count);
        writer.Number(commit.NewValues.Count);
    }

    private static void WriteStep(ref Writer writer, in StepWrite step)
    {
        writer.Number(
            (long)step.Status | (Bit(step.CanCommit) << 8) | (Bit(step.Tolerated) << 9) | ((long)step.Path.Depth << 16)
            | ((long)step.Attempt << 32));
        writer.Number(step.Position);
        for (var i = 0; i < step.Path.Depth; i++) writer.Number(step.Path[i]);
        writer.Text(step.NodeId);
        writer.Text(step.StepName);
        writer.Text(step.Role);
        writer.Moment(step.StartedAt);
        writer.Moment(step.EndedAt);
        writer.Moment(step.DueAt);
        writer.Bytes(step.Output.Span);
        writer.Text(step.Error);
        writer.Text(step.ErrorType);
        writer.Text(step.Markers);
        writer.Text(step.Notes);
    }

    private static long Bit(bool value) => value ? 1 : 0;

    private ref struct Writer(byte[] buffer)
    {
        private int _length;

        public byte[] Buffer { get; private set; } = buffer;

        public readonly ReadOnlySpan<byte> Written => Buffer.AsSpan(0, _length);

        public void Number(long value)
        {
            if (Buffer.Length - _length < 8) Grow(8);
            Unsafe.WriteUnaligned(ref Buffer[_length], value);
            _length += 8;
        }

        public void Moment(DateTimeOffset? moment) => Number(moment is { } value ? value.UtcTicks : -1);

        public void Text(string? text)
        {
            if (text is null) Number(-1);
            else Bytes(MemoryMarshal.AsBytes(text.AsSpan()));
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            if (Buffer.Length - _length < bytes.Length + 8) Grow(bytes.Length + 8);
            Unsafe.WriteUnaligned(ref Buffer[_length], (long)bytes.Length);
            bytes.CopyTo(Buffer.AsSpan(_length + 8));
            _length += bytes.Length + 8;
        }

        private void Grow(int needed)
        {
            var larger = new byte[Math.Max(Buffer.Length * 2, _length + needed)];
            Written.CopyTo(larger);
            Buffer = larger;
        }
    }
}
