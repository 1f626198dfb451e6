using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RunkonFlow.Typed.Sqlite.Native;
using SQLitePCL;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>
/// Begins transactions. A lock that another process holds is waited for without end: that process may be frozen, and giving
/// up would fail a run for no fault of its own.
/// </summary>
/// <param name="connection">Whose transactions.</param>
/// <param name="options">Where the file is.</param>
/// <param name="begin">The statement that takes the lock, or is answered with busy.</param>
internal sealed partial class WriteLock(Connection connection, SqliteOptions options, string begin = WriteLock.Begin) : IDisposable
{
    private const string Begin = "BEGIN IMMEDIATE";

    // A process that is frozen in the turnstile must not stop the others for longer than this, nor again and again.
    private static readonly TimeSpan s_passAfter = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan s_ignoreFor = TimeSpan.FromSeconds(1);

    private readonly Turnstile _turnstile = new(options.Path + "-turn");
    private long? _passedAt;

    /// <summary>Begins a transaction if nobody holds the lock.</summary>
    public bool TryTakeAtOnce()
    {
        var result = connection[begin].TryRun();
        if (result == raw.SQLITE_DONE) return true;
        return IsBusy(result) ? false : throw connection.Failure(result);
    }

    /// <summary>Begins a transaction if nothing at all is in the way.</summary>
    public bool TryTakeQuietly() => connection[begin].TryRun() == raw.SQLITE_DONE;

    /// <summary>Begins a transaction, however long that takes.</summary>
    /// <param name="isFirst">False for who has just had the lock, and lets another process go first.</param>
    /// <param name="isStopping">Ends the wait when it says so.</param>
    public void Take(bool isFirst, Func<bool> isStopping)
    {
        if (!isFirst) LetOthersPass();
        if (TryTakeAtOnce())
        {
            _turnstile.Leave();
            return;
        }
        Wait(isStopping);
    }

    public void Dispose() => _turnstile.Dispose();

    private static bool IsBusy(int result) => (result & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL;

    private void LetOthersPass()
    {
        if (_turnstile.TryEnter())
        {
            _turnstile.Leave();
            return;
        }
        if (_passedAt is { } passed && Stopwatch.GetElapsedTime(passed) < s_ignoreFor) return;
        _passedAt = null;
        var start = Stopwatch.GetTimestamp();
        while (!_turnstile.TryEnter())
        {
            Pause.ForRetry(0);
            if (Stopwatch.GetElapsedTime(start) < s_passAfter) continue;
            _passedAt = Stopwatch.GetTimestamp();
            return;
        }
    }

    private void Wait(Func<bool> isStopping)
    {
        var start = Stopwatch.GetTimestamp();
        var isAnnounced = false;
        for (var tries = 0; ; tries++)
        {
            var isNext = _turnstile.TryEnter();
            Pause.ForRetry(isNext ? tries / 4 : tries);
            if (TryTakeAtOnce()) break;
            if (!isAnnounced && Stopwatch.GetElapsedTime(start) > options.AnnounceAfter)
            {
                isAnnounced = true;
                if (options.Logger is { } logger) LogLocked(logger, options.Path, (long)options.AnnounceAfter.TotalSeconds);
            }
            if (isStopping()) throw new SqliteFailure(raw.SQLITE_BUSY, "the store was closed while another process held the write lock");
        }
        _turnstile.Leave();
        if (isAnnounced && options.Logger is { } told) LogGone(told, options.Path, (long)Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    [LoggerMessage(7101, LogLevel.Warning, "Another process has held the write lock of '{Path}' for {Seconds} s. Runs wait; nothing is lost. If that process is stuck, end it.")]
    private static partial void LogLocked(ILogger logger, string path, long seconds);

    [LoggerMessage(7102, LogLevel.Information, "The write lock of '{Path}' is free again after {Seconds} s.")]
    private static partial void LogGone(ILogger logger, string path, long seconds);
}
