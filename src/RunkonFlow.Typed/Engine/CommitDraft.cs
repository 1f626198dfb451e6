using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>
/// The commit that an activation is about to make, with the buffers behind it. What ends and begins between two commits is
/// gathered here and goes to the store at once.
/// </summary>
internal sealed class CommitDraft : IDisposable
{
    private readonly ArrayBufferWriter<byte> _frame = new(512);
    private readonly ArrayBufferWriter<byte> _outputs = new(512);
    private readonly Utf8JsonWriter _json;

    public CommitDraft() => _json = new Utf8JsonWriter(_frame, new JsonWriterOptions { SkipValidation = true });

    /// <summary>What the store is given.</summary>
    public RunCommit Commit { get; } = new();

    /// <summary>Something waits to be committed.</summary>
    public bool HasRows => Commit.Steps.Count > 0;

    /// <summary>Something beside rows waits too.</summary>
    public bool HasContent => HasRows || Commit.CancelledChildren.Count > 0 || Commit.BrokenFanOuts.Count > 0 || Commit.Progress.Count > 0;

    /// <summary>Begins anew for another run.</summary>
    public void Open(RunId run, long generation)
    {
        Clear();
        (Commit.RunId, Commit.Generation) = (run, generation);
    }

    /// <summary>Forgets the content, once the store has answered.</summary>
    public void Clear()
    {
        Commit.Clear();
        _frame.ResetWrittenCount();
        _outputs.ResetWrittenCount();
    }

    /// <summary>A new row at the end, empty, to be filled in place: rows are large. Good until the next is added.</summary>
    public ref StepWrite NewRow()
    {
        var rows = Commit.Steps;
        CollectionsMarshal.SetCount(rows, rows.Count + 1);
        ref var row = ref CollectionsMarshal.AsSpan(rows)[^1];
        row = default;
        return ref row;
    }

    /// <summary>Encodes the frame into the commit.</summary>
    public void WriteFrame(FlowFrame frame, string shape, bool keepsValues)
    {
        _frame.ResetWrittenCount();
        _json.Reset(_frame);
        var large = frame.Large;
        large.Begin(keepsValues);
        frame.Write(_json);
        _json.Flush();
        Commit.NewValues.AddRange(large.New);
        large.CollectDropped(Commit.DroppedValues);
        (Commit.Frame, Commit.Shape) = (_frame.WrittenMemory, shape);
    }

    /// <summary>The local behind whose name the writing of the frame stopped; null where it did not stop there.</summary>
    public string? LastName
    {
        get
        {
            _json.Flush();
            var text = _frame.WrittenSpan;
            if (!text.EndsWith("\":"u8)) return null;
            text = text[..^2];
            var name = Encoding.UTF8.GetString(text[(text.LastIndexOf((byte)'"') + 1)..]);
            // Its type stands behind it.
            return name.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? name[..end] : name;
        }
    }

    /// <summary>Encodes the result that a step has just stored; empty for none.</summary>
    public ReadOnlyMemory<byte> WriteResult(FlowFrame frame, int node)
    {
        var start = Begin();
        return frame.WriteResult(_json, node) ? Written(start) : default;
    }

    /// <summary>Encodes the flow's result.</summary>
    public void WriteOutput(FlowMachine machine, FlowFrame frame)
    {
        var start = Begin();
        if (machine.WriteOutput(_json, frame)) Commit.Output = Written(start);
    }

    /// <summary>Encodes what the body of a fan-out returned for one item.</summary>
    public void WriteItemOutput(FlowMachine machine, int node, FlowFrame frame)
    {
        var start = Begin();
        if (machine.WriteItemOutput(node, _json, frame)) Commit.Output = Written(start);
    }

    /// <summary>Encodes whatever a caller writes.</summary>
    public ReadOnlyMemory<byte> Write<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        var start = Begin();
        write(_json, state);
        return Written(start);
    }

    /// <summary>Encodes the failure that ends the run.</summary>
    public void WriteFailure(Failure failure)
    {
        var start = Begin();
        failure.Write(_json);
        (Commit.Failure, Commit.Error) = (Written(start), failure.Message);
    }

    public void Dispose() => _json.Dispose();

    private int Begin()
    {
        _json.Reset(_outputs);
        return _outputs.WrittenCount;
    }

    private ReadOnlyMemory<byte> Written(int start)
    {
        _json.Flush();
        return _outputs.WrittenMemory[start..];
    }
}
