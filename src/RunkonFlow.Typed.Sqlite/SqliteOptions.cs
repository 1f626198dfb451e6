using Microsoft.Extensions.Logging;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite;

/// <summary>Where the store's file is, and how it is used.</summary>
public sealed class SqliteOptions
{
    /// <summary>
    /// The database file, on a local file system. It is created when it does not exist; its folder must. SQLite keeps files
    /// beside it (<c>-wal</c>, <c>-shm</c>), and the store one more (<c>-turn</c>, empty), by which processes take turns.
    /// </summary>
    public string Path { get; set; } = "runkonflow.db";

    /// <summary>When a commit counts as durable.</summary>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Full;

    /// <summary>The store's clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// How long opening waits for a file that another process has locked before it fails. Once it is open, no lock, however
    /// long, fails a call.
    /// </summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Told when another process holds the file for long. Null for nobody.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>How long the write lock may be away before <see cref="Logger"/> is told.</summary>
    internal TimeSpan AnnounceAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a step's body may keep a transaction open: nobody else can write meanwhile.</summary>
    internal TimeSpan TransactionLimit { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a body that ignores its token past that limit keeps the transaction before it is taken away.</summary>
    internal TimeSpan TransactionGrace { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Told at which place of a group the writer stands; for tests that kill or freeze the process there.</summary>
    internal Action<WritePlace>? Probe { get; set; }
}
