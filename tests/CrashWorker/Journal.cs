using System.Text;

namespace CrashWorker;

/// <summary>Executions of step bodies, one line each, on the disk before the body goes on.</summary>
public sealed class Journal(string? file) : IDisposable
{
    private readonly FileStream? _stream =
        file is null ? null : new(file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1);

    private readonly Lock _lock = new();

    public void Append(string execution)
    {
        if (_stream is null) return;
        lock (_lock)
        {
            _stream.Write(Encoding.UTF8.GetBytes($"{execution}\n"));
            _stream.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _stream?.Dispose();
}
