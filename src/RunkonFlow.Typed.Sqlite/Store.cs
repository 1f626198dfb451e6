using System.Diagnostics;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Reading;
using RunkonFlow.Typed.Sqlite.Schema;
using RunkonFlow.Typed.Sqlite.Writing;
using SQLitePCL;

namespace RunkonFlow.Typed.Sqlite;

/// <summary>An open file: its writer and its readers.</summary>
internal sealed class Store : IDisposable
{
    private readonly CommitRequestPool _commits = new();

    private Store(Connection connection, SqliteOptions options)
    {
        Writer = new Writer(connection, options);
        Readers = new ReaderPool(options);
        Transactions = new BodyTransactions(options);
    }

    public Writer Writer { get; }

    public ReaderPool Readers { get; }

    public BodyTransactions Transactions { get; }

    /// <summary>Opens the file, creates or upgrades its schema.</summary>
    /// <exception cref="PersistenceException">It cannot be used; the message says what to do.</exception>
    public static async Task<Store> OpenAsync(SqliteOptions options, CancellationToken cancellationToken)
    {
        CheckPath(options.Path);
        var start = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new Store(Open(options), options);
            }
            catch (SqliteFailure failure) when (failure.IsBusy && Stopwatch.GetElapsedTime(start) < options.OpenTimeout)
            {
                await Task.Delay(Random.Shared.Next(1, Math.Min(tries, 20) + 2), cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteFailure failure) when (failure.IsBusy)
            {
                throw new PersistenceException(
                    $"The database '{options.Path}' has been locked by another process for {options.OpenTimeout.TotalSeconds:0.#} s: end that process, or wait for it, and start again.",
                    failure);
            }
            catch (SqliteFailure failure)
            {
                throw failure.ToPersistenceException(options.Path);
            }
        }
    }

    public ValueTask<CommitResult> CommitAsync(RunCommit commit)
    {
        var request = _commits.Rent();
        request.Begin(commit);
        var task = request.Task;
        Writer.Submit(request);
        return task;
    }

    public Task<T> WriteAsync<T>(Func<WriteSession, T> apply, CancellationToken cancellationToken, bool isUrgent = false)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var operation = new Operation<T>(apply, cancellationToken) { IsUrgent = isUrgent };
        operation.WatchCancellation();
        Writer.Submit(operation);
        return operation.Task;
    }

    public void Dispose()
    {
        Transactions.Dispose();
        Writer.Dispose();
        Readers.Dispose();
    }

    private static Connection Open(SqliteOptions options)
    {
        var connection = Connection.Open(options.Path, options.Synchronous);
        try
        {
            if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1) throw new SqliteFailure(raw.SQLITE_READONLY, "the file is read-only");
            Migrations.Apply(connection, options.Path, options.TimeProvider);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // SQLite calls all of these "unable to open database file".
    private static void CheckPath(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new PersistenceException("The store has no path: set SqliteOptions.Path to the database file.");
        if (Directory.Exists(path)) throw new PersistenceException($"The path '{path}' is a directory: name a file in it for the database.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
            throw new PersistenceException($"The folder '{folder}' does not exist: create it, or choose another path for the database.");
    }
}
