using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Testing;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class ExactlyOnceTests(ITestOutputHelper output)
{
    private const string Booked = "a=10 b=10 closed by close=7 fee=1 main=7 tax=2";

    private readonly BookkeepingWorld _world = new();

    [Fact]
    public async Task A_step_writes_in_the_transaction_that_commits_its_end()
    {
        await using var store = WithTable();
        await using var host = await HostAsync(store.Store, store);

        var run = await host.RunAsync(Bookkeeping.Start(7, ["a", "b"]));

        Assert.Equal((RunStatus.Completed, "30"), (run.Status, Encoding.UTF8.GetString(run.Output.Span)));
        Assert.Equal(Booked, Entries(store));
    }

    [Fact]
    public async Task A_crash_before_and_behind_each_commit_books_every_entry_once()
    {
        var undisturbed = await CrashAsync(diesAt: 0, afterwards: false);
        Assert.InRange(undisturbed, 10, 60);

        for (var diesAt = 1; diesAt <= undisturbed; diesAt++)
        {
            await CrashAsync(diesAt, afterwards: false);
            await CrashAsync(diesAt, afterwards: true);
        }
        output.WriteLine($"{2 * undisturbed} crashes at {undisturbed} commits.");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task When_it_is_not_known_whether_a_commit_was_made_the_store_is_asked(bool wasMade)
    {
        await using var store = WithTable();
        var failing = new LosingReplies(store.Store, wasMade);
        await using var host = await HostAsync(failing, store);

        var run = await host.RunAsync(Bookkeeping.Start(7, ["a", "b"]));

        Assert.Equal((RunStatus.Completed, "30"), (run.Status, Encoding.UTF8.GetString(run.Output.Span)));
        Assert.Equal(Booked, Entries(store));
        Assert.Equal(6, failing.Lost);
        Assert.Equal(6, failing.Asked);
    }

    [Fact]
    public async Task What_a_failed_attempt_has_written_is_taken_back()
    {
        var failures = new HashSet<string> { "main", "tax", "b" };
        _world.OnEntry = (account, _, _) =>
        {
            lock (failures) return failures.Remove(account) ? throw new IOException("lost") : Task.CompletedTask;
        };
        await using var store = WithTable();
        await using var host = await HostAsync(store.Store, store);

        var run = await host.RunAsync(Bookkeeping.Start(7, ["a", "b"]));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(Booked, Entries(store));
        Assert.Equal([(1, StepStatus.Failed), (2, StepStatus.Completed)], (await host.StepsOfAsync(run.Id)).Where(row => row.NodeId == "book").Select(row => (row.Attempt, row.Status)));
    }

    [Fact]
    public async Task A_body_that_keeps_the_only_writer_for_too_long_fails_and_says_what_to_do()
    {
        _world.OnEntry = (_, _, ct) => Task.Delay(Timeout.InfiniteTimeSpan, ct);
        await using var store = WithTable(limit: TimeSpan.FromMilliseconds(30));
        await using var host = await HostAsync(store.Store, store);

        var run = await host.RunAsync(Bookkeeping.Start(7, []));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains("Do what takes time in a step before it", run.Error, StringComparison.Ordinal);
        Assert.Equal("", Entries(store));
    }

    [Fact]
    public async Task A_body_that_commits_by_itself_fails_and_nothing_is_booked()
    {
        _world.OnEntry = static (_, transaction, ct) => transaction.CommitAsync(ct);
        await using var store = WithTable();
        await using var host = await HostAsync(store.Store, store);

        var run = await host.RunAsync(Bookkeeping.Start(7, []));

        Assert.Equal((RunStatus.Failed, typeof(TransactionEndedException).FullName), (run.Status, (await host.StepsOfAsync(run.Id)).Single().ErrorType));
        Assert.Equal("", Entries(store));
    }

    [Fact]
    public async Task A_host_that_stops_takes_back_what_the_body_has_written()
    {
        var reached = new TaskCompletionSource();
        _world.OnEntry = async (account, _, ct) =>
        {
            if (account != "fee") return;
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        };
        await using var store = WithTable(limit: TimeSpan.FromSeconds(20));
        await using var host = await HostAsync(store.Store, store);
        var handle = await host.Client.StartAsync(Bookkeeping.Start(7, []), cancellationToken: TestContext.Current.CancellationToken);
        await reached.Task;

        await host.StopAsync();

        var run = (await store.Store.GetRunAsync(handle.RunId, TestContext.Current.CancellationToken))!;
        Assert.Equal(RunStatus.NeedsResume, run.Status);
        Assert.DoesNotContain("fee", Entries(store), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_without_transactions_refuses_such_a_workflow_when_the_host_starts()
    {
        await using var store = new TestStore(StoreKind.InMemory);
        await using var host = Host(store.Store, store);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);

        Assert.Contains("Step 'book' of workflow 'bookkeeping' takes a DbTransaction, and InMemoryPersistence has none", error.Message, StringComparison.Ordinal);
    }

    private async Task<int> CrashAsync(int diesAt, bool afterwards)
    {
        var where = $"{(afterwards ? "behind" : "before")} commit {diesAt}";
        await using var store = WithTable();
        var dying = new DyingPersistence(store.Store, diesAt, afterwards);
        await using var first = Host(dying, store);
        var handle = await first.Client.StartAsync(Bookkeeping.Start(7, ["a", "b"]), cancellationToken: TestContext.Current.CancellationToken);
        await first.StartAsync();
        var end = first.EndOfAsync(handle.RunId);
        if (await Task.WhenAny(end, dying.Died) == dying.Died)
        {
            await store.Store.RetireWorkerAsync(dying.Worker!, TestContext.Current.CancellationToken);
            await using var second = await HostAsync(store.Store, store);
            end = second.EndOfAsync(handle.RunId);
            await end;
        }
        var run = await end;
        Assert.True((RunStatus.Completed, "30") == (run.Status, Encoding.UTF8.GetString(run.Output.Span)), $"Crash {where}: {run}");
        Assert.True(Booked == Entries(store), $"Crash {where}: {Entries(store)}");
        return dying.Commits;
    }

    private static TestStore WithTable(TimeSpan? limit = null)
    {
        var store = new TestStore(StoreKind.Sqlite, options => options.TransactionLimit = limit ?? TimeSpan.FromSeconds(10));
        store.Store.InitializeAsync().AsTask().Wait();
        Execute(store, "CREATE TABLE entry (account TEXT NOT NULL, amount INTEGER NOT NULL)");
        return store;
    }

    private static string Entries(TestStore store)
        => Execute(store, "SELECT group_concat(account || '=' || amount, ' ') FROM (SELECT account, amount FROM entry ORDER BY account)") as string ?? "";

    private static object? Execute(TestStore store, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={store.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private EngineHost Host(IWorkflowPersistence seen, TestStore store) => new(
        builder =>
        {
            builder.Add(Bookkeeping.Registration);
            builder.Services.AddSingleton(_world);
        },
        seen, store.Time);

    private Task<EngineHost> HostAsync(IWorkflowPersistence seen, TestStore store) => Host(seen, store).StartAsync();

    /// <summary>Loses the first reply to each transaction, made or not.</summary>
    private sealed class LosingReplies(IWorkflowPersistence inner, bool wasMade) : ForwardingPersistence(inner)
    {
        private readonly HashSet<string> _seen = [];
        private int _asked;

        public int Lost => _seen.Count;

        public int Asked => Volatile.Read(ref _asked);

        public override async ValueTask<CommitResult> CommitInTransactionAsync(
            Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken = default)
        {
            var isFirst = false;
            var result = await base.CommitInTransactionAsync(
                async (transaction, token) =>
                {
                    var commit = await body(transaction, token);
                    lock (_seen) isFirst = _seen.Add($"{commit.RunId} {commit.Steps[0].NodeId}");
                    return isFirst && !wasMade ? throw new DeadConnectionException() : commit;
                },
                cancellationToken);
            return isFirst ? throw new DeadConnectionException() : result;
        }

        public override ValueTask<CommitResult> ResolveCommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            return base.ResolveCommitAsync(commit, cancellationToken);
        }

        private sealed class DeadConnectionException() : Exception("The connection is gone.");
    }
}
