using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RunkonFlow.Typed.Sqlite.Tests;

/// <summary>Keeps what it is told.</summary>
internal sealed class ListLogger : ILogger
{
    private readonly TaskCompletionSource _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Lines { get; } = new();

    public Task FirstLine => _firstLine.Task;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue(formatter(state, exception));
        _firstLine.TrySetResult();
    }
}
