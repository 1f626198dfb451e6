using System.Data.Common;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Tests;

public sealed class BodyTransactionTests : IAsyncDisposable
{
    private readonly DatabaseFile _file = new();
    private readonly SqlitePersistence _store;

    public BodyTransactionTests() => _store = new(new SqliteOptions
    {
        Path = _file.Path,
        TransactionLimit = TimeSpan.FromMilliseconds(50),
        TransactionGrace = TimeSpan.FromMilliseconds(20),
    });

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task A_body_that_takes_too_long_is_told_by_its_token_and_taken_back()
    {
        var error = await Assert.ThrowsAsync<TransactionTimeoutException>(async () => await _store.CommitInTransactionAsync(async (transaction, token) =>
        {
            await RunAsync(transaction, "CREATE TABLE user_table (id INTEGER)");
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return new();
        }, TestContext.Current.CancellationToken));

        Assert.Contains("longer than 0.05 s", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<DbException>(async () => await InTransactionAsync("SELECT * FROM user_table"));
    }

    [Fact]
    public async Task A_body_that_ends_too_late_is_taken_back()
        => await Assert.ThrowsAsync<TransactionTimeoutException>(async () => await _store.CommitInTransactionAsync(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ContinueWith(static _ => { }, TaskScheduler.Default);
            return new();
        }, TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_body_that_ignores_its_token_loses_the_lock_and_can_write_no_more()
    {
        var mayGoOn = new TaskCompletionSource();
        var hasBegun = new TaskCompletionSource();
        Exception? second = null;
        var late = Assert.ThrowsAsync<TransactionTimeoutException>(async () => await _store.CommitInTransactionAsync(async (transaction, _) =>
        {
            await RunAsync(transaction, "CREATE TABLE user_table (id INTEGER)");
            hasBegun.SetResult();
            await mayGoOn.Task;
            second = await Record.ExceptionAsync(() => RunAsync(transaction, "CREATE TABLE user_table (id INTEGER)"));
            return new();
        }, TestContext.Current.CancellationToken));
        await hasBegun.Task;

        var (_, existed) = await _store.CreateRunAsync(new() { Id = RunId.New(TimeProvider.System), WorkflowName = "order" }, TestContext.Current.CancellationToken);
        mayGoOn.SetResult();
        await late;

        Assert.False(existed);
        Assert.NotNull(second);
        await Assert.ThrowsAnyAsync<DbException>(async () => await InTransactionAsync("SELECT * FROM user_table"));
    }

    [Fact]
    public async Task What_a_body_sets_on_the_connection_is_gone_after_a_failure()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _store.CommitInTransactionAsync(async (transaction, _) =>
        {
            await RunAsync(transaction, "CREATE TEMP TABLE scratch (id INTEGER)");
            throw new InvalidOperationException();
        }, TestContext.Current.CancellationToken));

        await Assert.ThrowsAnyAsync<DbException>(async () => await InTransactionAsync("SELECT * FROM scratch"));
    }

    private async Task InTransactionAsync(string sql) => await _store.CommitInTransactionAsync(async (transaction, _) =>
    {
        await RunAsync(transaction, sql);
        return new();
    });

    private static async Task RunAsync(DbTransaction transaction, string sql)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
