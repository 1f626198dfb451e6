using System.Diagnostics;
using System.Text;

namespace CrashWorker;

/// <summary>
/// What the process is doing, one line at each change, with the machine's monotonic clock. Every line is written through to the
/// system at once, so after a kill the last ones say what was under way.
/// </summary>
public sealed class Trace(string file) : IDisposable
{
    private readonly FileStream _stream = new(file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1);
    private readonly Lock _lock = new();

    public void Write(string what)
    {
        lock (_lock)
        {
            _stream.Write(Encoding.UTF8.GetBytes($"{Stopwatch.GetTimestamp()} {what}\n"));
            _stream.Flush();
        }
    }

    public void Dispose() => _stream.Dispose();
}
