using System.Collections.Concurrent;
using System.Diagnostics;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using SQLitePCL;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>
/// The only writer of this process. Requests that wait together share one transaction, which ends after 256 of them or 10 ms;
/// nobody is answered before it is committed. When nothing else waits, the caller itself is the writer for its one request;
/// whatever comes meanwhile is left to a thread of the writer's own, which never runs a caller's code.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int MaxGroup = 256;
    private static readonly long s_maxGroupTicks = Stopwatch.Frequency / 100;

    private readonly ConcurrentQueue<WriteRequest> _urgent = new();
    private readonly ConcurrentQueue<WriteRequest> _waiting = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly List<WriteRequest> _group = new(MaxGroup);
    private readonly Dictionary<WriteRequest, Exception> _failures = [];
    private readonly Func<bool> _hasToStop;
    private readonly Thread _thread;
    private readonly Connection _connection;
    private readonly WriteSession _session;
    private readonly WriteLock _lock;
    private readonly WalFile _wal;
    private readonly SqliteOptions _options;
    private int _isBusy;
    private volatile bool _isStopping;

    public Writer(Connection connection, SqliteOptions options)
    {
        _connection = connection;
        _options = options;
        _session = new WriteSession(connection, options.TimeProvider);
        _lock = new WriteLock(connection, options);
        _wal = new WalFile(connection, options.Path);
        _hasToStop = () => _isStopping;
        _thread = new Thread(RunThread) { IsBackground = true, Name = "RunkonFlow SQLite writer" };
        _thread.Start();
    }

    /// <summary>Hands a request in. When it returns, the request is done or will be.</summary>
    public void Submit(WriteRequest request)
    {
        ObjectDisposedException.ThrowIf(_isStopping, this);
        if (Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
        {
            Enqueue(request);
            // The writer may have looked at the queue just before, and gone.
            if (Interlocked.CompareExchange(ref _isBusy, 1, 0) == 0) _wake.Release();
            return;
        }
        // An error is left to the thread as well: it meets it again and answers the request.
        if (!_urgent.IsEmpty || !_waiting.IsEmpty || !_lock.TryTakeQuietly())
        {
            Enqueue(request);
            _wake.Release();
            return;
        }
        if (request.Begins) RunGroup(request, max: 1);
        else Rollback();
        GoOnOrRest();
    }

    public void Dispose()
    {
        if (_isStopping) return;
        _isStopping = true;
        _wake.Release();
        _thread.Join();
        FailTheRest();
        _lock.Dispose();
        _connection.Dispose();
        _wake.Dispose();
    }

    /// <summary>Who handed something in while the store was being closed is told, and a caller that is still writing ends first.</summary>
    private void FailTheRest()
    {
        var start = Stopwatch.GetTimestamp();
        do
        {
            while (TryTakeNext(out var request)) request.Fail(new ObjectDisposedException(nameof(SqlitePersistence)));
            if (Interlocked.CompareExchange(ref _isBusy, 1, 0) == 0) return;
            Thread.Yield();
        }
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
    }

    private void Enqueue(WriteRequest request) => (request.IsUrgent ? _urgent : _waiting).Enqueue(request);

    /// <summary>The caller was the writer and leaves; what came meanwhile wakes the thread.</summary>
    private void GoOnOrRest()
    {
        if (!Rests()) _wake.Release();
    }

    /// <summary>Gives up being the writer, unless somebody waits.</summary>
    private bool Rests()
    {
        if (!_urgent.IsEmpty || !_waiting.IsEmpty) return false;
        Volatile.Write(ref _isBusy, 0);
        Interlocked.MemoryBarrier();
        return (_urgent.IsEmpty && _waiting.IsEmpty) || Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0;
    }

    private void RunThread()
    {
        while (true)
        {
            _wake.Wait();
            if (_isStopping && _urgent.IsEmpty && _waiting.IsEmpty) return;
            var isFirst = true;
            do
            {
                if (!TryTakeNext(out var request)) continue;
                if (TakeLock(isFirst) is { } failure) request.Fail(failure);
                else RunGroup(request, MaxGroup);
                isFirst = false;
            }
            while (!Rests());
            if (_isStopping) return;
        }
    }

    private PersistenceException? TakeLock(bool isFirst)
    {
        try
        {
            _lock.Take(isFirst, _hasToStop);
            return null;
        }
        catch (SqliteFailure failure)
        {
            return failure.ToPersistenceException(_options.Path);
        }
    }

    private bool TryTakeNext(out WriteRequest request)
    {
        while (_urgent.TryDequeue(out request!) || _waiting.TryDequeue(out request!))
            if (request.Begins) return true;
        return false;
    }

    /// <summary>One transaction, which has begun, for this request and those that wait.</summary>
    private void RunGroup(WriteRequest request, int max)
    {
        _options.Probe?.Invoke(WritePlace.Begun);
        try
        {
            var end = Stopwatch.GetTimestamp() + s_maxGroupTicks;
            do
            {
                _group.Add(request);
                _session.Begin();
                request.Apply(_session);
            }
            while (_group.Count < max && Stopwatch.GetTimestamp() < end && TryTakeNext(out request));
            Commit();
        }
        catch (Exception)
        {
            RunEachAlone();
        }
        foreach (var done in _group) Answer(done);
        _group.Clear();
        _wal.TruncateIfLong();
    }

    private void Commit()
    {
        _options.Probe?.Invoke(WritePlace.BeforeCommit);
        var commit = _connection["COMMIT"];
        int result;
        while ((result = commit.TryRun()) == raw.SQLITE_BUSY) Thread.Yield();
        if (result != raw.SQLITE_OK && result != raw.SQLITE_DONE) throw _connection.Failure(result);
        _options.Probe?.Invoke(WritePlace.AfterCommit);
    }

    /// <summary>The group is taken back and each request is done again alone, so that only the offending one suffers.</summary>
    private void RunEachAlone()
    {
        Rollback();
        _session.IsAlone = true;
        foreach (var request in _group)
            if (RunAlone(request) is { } failure) _failures.Add(request, failure);
        _session.IsAlone = false;
    }

    private Exception? RunAlone(WriteRequest request)
    {
        if (TakeLock(isFirst: true) is { } locked) return locked;
        try
        {
            _session.Begin();
            request.Apply(_session);
            Commit();
            return null;
        }
        catch (SqliteFailure failure)
        {
            return failure.ToPersistenceException(_options.Path);
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            Rollback();
        }
    }

    private void Answer(WriteRequest request)
    {
        if (_failures.Remove(request, out var failure)) request.Fail(failure);
        else request.Complete();
    }

    private void Rollback()
    {
        if (!_connection.IsInTransaction) return;
        _connection.ResetAll();
        _connection["ROLLBACK"].TryRun();
    }
}
