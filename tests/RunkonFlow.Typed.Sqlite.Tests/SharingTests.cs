using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Sqlite.Tests;

/// <summary>Several users of one file.</summary>
public sealed class SharingTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly DatabaseFile _file = new();
    private readonly SqlitePersistence _store;

    public SharingTests() => _store = new(new SqliteOptions { Path = _file.Path });

    public void Dispose()
    {
        _store.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task A_lock_that_another_process_holds_fails_no_commit()
    {
        var run = Assert.Single(await RunsUnderWay.StartAsync(_store, 1));
        using var gate = _file.HoldWriteLock();

        var commit = _store.CommitAsync(RunsUnderWay.Next(run), Token).AsTask();
        Assert.False(commit.IsCompleted);
        gate.Dispose();

        Assert.True((await commit).IsApplied);
    }

    [Fact]
    public async Task A_lock_that_is_away_for_long_is_announced_and_its_return_too()
    {
        var log = new ListLogger();
        using var store = new SqlitePersistence(new SqliteOptions { Path = _file.Path, Logger = log, AnnounceAfter = TimeSpan.Zero });
        var run = Assert.Single(await RunsUnderWay.StartAsync(store, 1));
        using var gate = _file.HoldWriteLock();

        var commit = store.CommitAsync(RunsUnderWay.Next(run), Token).AsTask();
        await log.FirstLine.WaitAsync(Token);
        gate.Dispose();
        Assert.True((await commit).IsApplied);

        Assert.Equal(2, log.Lines.Count);
        Assert.Contains("Runs wait; nothing is lost", log.Lines.First(), StringComparison.Ordinal);
        Assert.Contains("free again", log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_waits_for_the_lock_can_be_taken_back()
    {
        var run = Assert.Single(await RunsUnderWay.StartAsync(_store, 1));
        using var gate = _file.HoldWriteLock();
        using var cancellation = new CancellationTokenSource();
        // The writer stands before the lock with the first; the second waits behind it.
        var first = _store.CommitAsync(RunsUnderWay.Next(run), Token).AsTask();
        var second = _store.RequestCancelAsync(run.RunId, new(Guid.NewGuid(), "ann"), cancellationToken: cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.Dispose();

        Assert.True((await first).IsApplied);
        Assert.False(await _store.IsRunCancelledAsync(run.RunId, Token));
    }

    [Fact]
    public async Task Reading_goes_on_while_another_process_writes()
    {
        var run = Assert.Single(await RunsUnderWay.StartAsync(_store, 1));
        using var gate = _file.HoldWriteLock();

        var found = await _store.GetRunAsync(run.RunId, Token);

        Assert.Equal(RunStatus.Running, found!.Status);
    }

    [Fact]
    public async Task What_one_process_asks_another_learns_with_its_next_commit()
    {
        var run = Assert.Single(await RunsUnderWay.StartAsync(_store, 1));
        using var client = new SqlitePersistence(new SqliteOptions { Path = _file.Path });

        await client.RequestCancelAsync(run.RunId, new(Guid.NewGuid(), "ann", "enough"), cancellationToken: Token);
        var result = await _store.CommitAsync(RunsUnderWay.Next(run), Token);

        Assert.Equal(CommitOutcome.Applied, result.Outcome);
        Assert.Equal(RunRequests.Cancel, result.Requests);
    }

    [Fact]
    public async Task Many_writers_of_several_stores_lose_and_double_nothing()
    {
        using var other = new SqlitePersistence(new SqliteOptions { Path = _file.Path });
        var mine = await RunsUnderWay.StartAsync(_store, 16, "w1");
        var theirs = await RunsUnderWay.StartAsync(other, 16, "w2");
        const int Rounds = 25;

        await Task.WhenAll(mine.Select(run => CommitAsync(_store, run, Rounds)).Concat(theirs.Select(run => CommitAsync(other, run, Rounds))));

        foreach (var run in mine.Concat(theirs))
        {
            var events = await _store.GetEventsAsync(run.RunId, cancellationToken: Token);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(one => one.Number));
            Assert.Equal(Rounds, events.Count(one => one.Kind == "step-started"));
            Assert.Equal(Rounds, (await _store.GetRunAsync(run.RunId, Token))!.Sequence);
        }
        Assert.Equal("ok", _file.Scalar("PRAGMA integrity_check"));
        Assert.Null(_file.Scalar("PRAGMA foreign_key_check"));
    }

    [Fact]
    public async Task An_unknown_status_in_the_file_is_named()
    {
        var run = Assert.Single(await RunsUnderWay.StartAsync(_store, 1));
        _file.Execute("UPDATE run SET status = 'half-done'");

        var reading = await Assert.ThrowsAsync<FormatException>(
            async () => await _store.GetRunAsync(run.RunId, Token));
        var writing = await Assert.ThrowsAsync<FormatException>(async () => await _store.CommitAsync(RunsUnderWay.Next(run), Token));

        Assert.Equal("unknown RunStatus: half-done", reading.Message);
        Assert.Equal(reading.Message, writing.Message);
    }

    [Fact]
    public async Task The_log_is_cut_when_it_has_grown_long()
    {
        var run = Assert.Single(await RunsUnderWay.StartAsync(_store, 1));
        var frame = new byte[4 << 20];
        using (var reader = _file.Connect())
        {
            // A reader that stays where it is keeps the log from being used again from its start.
            DatabaseFile.Execute(reader, "BEGIN; SELECT * FROM run");
            for (var i = 0; i < 20; i++)
            {
                var commit = RunsUnderWay.Next(run);
                commit.Frame = frame;
                await _store.CommitAsync(commit, Token);
            }
            Assert.True(_file.LogLength > 64 << 20, $"{_file.LogLength} bytes");
        }

        for (var i = 0; i < 128; i++) await _store.CommitAsync(RunsUnderWay.Next(run), Token);

        Assert.True(_file.LogLength < 64 << 20, $"{_file.LogLength} bytes");
    }

    private static async Task CommitAsync(SqlitePersistence store, ClaimedRun run, int rounds)
    {
        await Task.Yield();
        for (var i = 0; i < rounds; i++) Assert.Equal(CommitOutcome.Applied, (await store.CommitAsync(RunsUnderWay.Next(run), Token)).Outcome);
    }
}
