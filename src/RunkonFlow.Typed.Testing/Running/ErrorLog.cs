using Microsoft.Extensions.Logging;

namespace RunkonFlow.Typed.Testing.Running;

/// <summary>Keeps what the engine says of its own faults, for the message of a test that fails.</summary>
internal sealed class ErrorLog : ILogger
{
    private readonly Lock _lock = new();
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_lock) return [.. _errors];
        }
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        lock (_lock) _errors.Add(exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}");
    }
}
