using System.Data.Common;
using Microsoft.Data.Sqlite;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using SQLitePCL;

namespace RunkonFlow.Typed.Sqlite.Writing;

/// <summary>
/// The connection on which bodies of steps write, with our own statements on the same handle, so that an owner's commit can be
/// the last statement of the body's transaction.
/// </summary>
internal sealed class BodyConnection : IDisposable
{
    // Writes nothing, but takes the write lock: unlike the driver's own BEGIN IMMEDIATE it does not sleep 150 ms between two tries.
    private const string TakeLock = "UPDATE schema_version SET version = version WHERE version < 0";

    private readonly SqliteOptions _options;
    private readonly SqliteConnection _connection;
    private readonly Connection _statements;
    private readonly WriteSession _session;
    private readonly WriteLock _lock;
    private readonly delegate_commit _onCommit;
    private readonly Lock _taking = new();
    private SqliteTransaction? _transaction;
    private volatile bool _isBodys;
    private volatile bool _wasEnded;

    public BodyConnection(SqliteOptions options)
    {
        _options = options;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.Path, ForeignKeys = true, Pooling = false }.ToString());
        _connection.Open();
        _statements = Connection.Over(_connection.Handle!);
        _statements.Execute(options.Synchronous == SqliteSynchronous.Full ? "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON" : "PRAGMA synchronous = NORMAL");
        _statements.Execute("PRAGMA temp_store = MEMORY");
        _session = new WriteSession(_statements, options.TimeProvider) { IsAlone = true };
        _lock = new WriteLock(_statements, options, TakeLock);
        _onCommit = OnCommit;
        raw.sqlite3_commit_hook(_connection.Handle!, _onCommit, null);
    }

    /// <summary>The open transaction, for the body.</summary>
    public DbTransaction Transaction => _transaction!;

    /// <summary>The body has called commit or rollback.</summary>
    public bool WasEndedByBody => _wasEnded;

    public bool IsOpen => _statements.IsInTransaction;

    /// <summary>Begins a transaction that holds the write lock, however long that takes.</summary>
    public void Begin(Func<bool> isStopping)
    {
        try
        {
            _transaction = _connection.BeginTransaction(deferred: true);
            _lock.Take(isFirst: false, isStopping);
            (_wasEnded, _isBodys) = (false, true);
        }
        catch (SqliteFailure failure)
        {
            throw failure.ToPersistenceException(_options.Path);
        }
    }

    /// <summary>Applies an owner's commit in the transaction and commits both.</summary>
    public CommitResult Commit(RunCommit commit)
    {
        try
        {
            _session.Begin();
            var result = _session.Commits.Apply(commit, CommitDigest.Of(commit));
            if (result.Outcome != CommitOutcome.Applied)
            {
                Rollback();
                return result;
            }
            _options.Probe?.Invoke(WritePlace.BeforeCommit);
            _isBodys = false;
            _transaction!.Commit();
            _transaction.Dispose();
            _options.Probe?.Invoke(WritePlace.AfterCommit);
            return result;
        }
        catch (SqliteFailure failure)
        {
            Rollback();
            throw failure.ToPersistenceException(_options.Path);
        }
    }

    public void Rollback()
    {
        lock (_taking)
        {
            _isBodys = false;
            _statements.ResetAll();
            if (_statements.IsInTransaction) raw.sqlite3_exec(_connection.Handle!, "ROLLBACK");
            _transaction?.Dispose();
        }
    }

    /// <summary>
    /// The body ignores its token: the lock is taken from it. What it still tries to write on the connection is refused, so that
    /// nothing of it becomes durable on its own. SQLite serialises the calls of both threads.
    /// </summary>
    public void TakeAway()
    {
        lock (_taking)
        {
            if (!_isBodys) return;
            raw.sqlite3_interrupt(_connection.Handle!);
            raw.sqlite3_exec(_connection.Handle!, "ROLLBACK");
            raw.sqlite3_exec(_connection.Handle!, "PRAGMA query_only = ON");
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        _statements.Dispose();
        _connection.Dispose();
    }

    /// <summary>Whatever is not 0 makes a rollback of the commit: while the transaction is the body's, nothing is committed.</summary>
    private int OnCommit(object state)
    {
        if (!_isBodys) return 0;
        _wasEnded = true;
        return 1;
    }
}
