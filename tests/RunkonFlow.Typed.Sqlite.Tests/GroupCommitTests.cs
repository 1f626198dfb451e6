using System.Collections.Concurrent;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Writing;

namespace RunkonFlow.Typed.Sqlite.Tests;

public sealed class GroupCommitTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly DatabaseFile _file = new();
    private readonly ConcurrentQueue<WritePlace> _places = new();
    private readonly SqlitePersistence _store;
    private Action<WritePlace>? _atPlace;

    public GroupCommitTests() => _store = new(new SqliteOptions
    {
        Path = _file.Path,
        Probe = place =>
        {
            _places.Enqueue(place);
            _atPlace?.Invoke(place);
        },
    });

    private int Commits => _places.Count(place => place == WritePlace.AfterCommit);

    public void Dispose()
    {
        _store.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task Commits_that_wait_together_share_one_transaction()
    {
        var runs = await RunsUnderWay.StartAsync(_store, 50);
        var results = await QueueUpAsync([.. runs.Select(run => RunsUnderWay.Next(run))]);

        Assert.All(results, result => Assert.Equal(CommitOutcome.Applied, result.Outcome));
        Assert.InRange(Commits, 1, 3);
    }

    [Fact]
    public async Task A_group_ends_at_256_commits()
    {
        var runs = await RunsUnderWay.StartAsync(_store, 600);
        await QueueUpAsync([.. runs.Select(run => RunsUnderWay.Next(run))]);

        Assert.True(Commits >= 3, $"{Commits} transactions");
    }

    [Fact]
    public async Task A_fenced_commit_fails_no_other_of_its_group()
    {
        var runs = await RunsUnderWay.StartAsync(_store, 10);
        var commits = runs.Select(run => RunsUnderWay.Next(run)).ToArray();
        commits[4].Generation--;

        var results = await QueueUpAsync(commits);

        Assert.Equal(CommitOutcome.Fenced, results[4].Outcome);
        Assert.Equal(9, results.Count(result => result.Outcome == CommitOutcome.Applied));
    }

    [Fact]
    public async Task Only_the_offending_commit_of_a_group_suffers()
    {
        var runs = await RunsUnderWay.StartAsync(_store, 10);
        _file.Execute("CREATE TRIGGER refuse BEFORE INSERT ON step WHEN NEW.node_id = 'bad' BEGIN SELECT RAISE(ABORT, 'the disk says no'); END");
        var commits = runs.Select((run, i) => RunsUnderWay.Next(run, i == 7 ? "bad" : "good")).ToArray();

        using var gate = _file.HoldWriteLock();
        var tasks = commits.Select(commit => _store.CommitAsync(commit, Token).AsTask()).ToArray();
        gate.Dispose();

        var exception = await Assert.ThrowsAsync<PersistenceException>(() => tasks[7]);
        Assert.Contains("the disk says no", exception.Message, StringComparison.Ordinal);
        foreach (var task in tasks.Where(task => task != tasks[7])) Assert.Equal(CommitOutcome.Applied, (await task).Outcome);
        Assert.Empty(await _store.GetStepsAsync(runs[7].RunId, Token));
        Assert.Equal(9L, _file.Scalar("SELECT count(*) FROM step"));
    }

    [Fact]
    public async Task A_commit_that_failed_may_be_repeated()
    {
        var run = Assert.Single(await RunsUnderWay.StartAsync(_store, 1));
        _file.Execute("CREATE TRIGGER refuse BEFORE INSERT ON step BEGIN SELECT RAISE(ABORT, 'the disk says no'); END");
        var commit = RunsUnderWay.Next(run);
        await Assert.ThrowsAsync<PersistenceException>(async () => await _store.CommitAsync(commit, Token));
        _file.Execute("DROP TRIGGER refuse");

        Assert.Equal(CommitOutcome.Applied, (await _store.CommitAsync(commit, Token)).Outcome);
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_group_is_committed()
    {
        var runs = await RunsUnderWay.StartAsync(_store, 20);
        using var gate = _file.HoldWriteLock();
        var tasks = runs.Select(run => _store.CommitAsync(RunsUnderWay.Next(run), Token).AsTask()).ToArray();
        var answeredEarly = 0;
        var seen = 0;
        _atPlace = place =>
        {
            if (place != WritePlace.BeforeCommit) return;
            answeredEarly += tasks.Skip(seen).Count(task => task.IsCompleted);
            seen = tasks.Length;
        };
        gate.Dispose();

        await Task.WhenAll(tasks);

        Assert.Equal(tasks.Length, seen);
        Assert.Equal(0, answeredEarly);
    }

    [Fact]
    public async Task A_heartbeat_goes_before_everything_that_waits()
    {
        var runs = await RunsUnderWay.StartAsync(_store, 400);
        var lease = await _store.RegisterWorkerAsync(new("beating", "test", TimeSpan.FromHours(1)), Token);
        using var gate = _file.HoldWriteLock();
        var tasks = runs.Select(run => _store.CommitAsync(RunsUnderWay.Next(run), Token).AsTask()).ToArray();
        var beat = _store.HeartbeatAsync(lease, TimeSpan.FromHours(1), Token);
        object? versionAfterFirst = null;
        _atPlace = place =>
        {
            if (place == WritePlace.AfterCommit) versionAfterFirst ??= _file.Scalar("SELECT version FROM worker WHERE token = 'beating'");
        };
        gate.Dispose();

        await Task.WhenAll(tasks);

        Assert.NotNull(await beat);
        Assert.Equal(lease.Version + 1, versionAfterFirst);
    }

    [Fact]
    public async Task A_lone_commit_is_done_when_the_call_returns()
    {
        var run = Assert.Single(await RunsUnderWay.StartAsync(_store, 1));

        var task = _store.CommitAsync(RunsUnderWay.Next(run), Token);

        Assert.True(task.IsCompleted);
        Assert.True((await task).IsApplied);
    }

    [Fact]
    public async Task A_key_whose_hash_another_has_taken_is_stored_beside_it()
    {
        var run = Assert.Single(await RunsUnderWay.StartAsync(_store, 1));
        await _store.CommitAsync(RunsUnderWay.Next(run), Token);
        await EndAsync(run, "work", 1);
        await EndAsync(run, "later", 2);
        // No two texts with one hash are known, so a stored row is given another key.
        _file.Execute("UPDATE step SET node_id = 'other' WHERE position = 1");

        var commit = new RunCommit { RunId = run.RunId, Generation = run.Generation, Sequence = run.Sequence++, Status = RunStatus.Running };
        commit.Steps.Add(RunsUnderWay.Step("work", 1, StepStatus.Running));
        Assert.Equal(CommitOutcome.Applied, (await _store.CommitAsync(commit, Token)).Outcome);
        await EndAsync(run, "work", 1);

        var steps = await _store.GetStepsAsync(run.RunId, Token);
        Assert.Equal(["other", "work", "later"], steps.Select(step => step.NodeId));
        Assert.All(steps, step => Assert.Equal(StepStatus.Completed, step.Status));
    }

    private async Task EndAsync(ClaimedRun run, string node, int position)
    {
        var commit = new RunCommit { RunId = run.RunId, Generation = run.Generation, Sequence = run.Sequence++, Status = RunStatus.Running };
        commit.Steps.Add(RunsUnderWay.Step(node, position, StepStatus.Completed));
        Assert.Equal(CommitOutcome.Applied, (await _store.CommitAsync(commit, Token)).Outcome);
    }

    /// <summary>Commits that have all been handed in before the first of them can be applied.</summary>
    private async Task<CommitResult[]> QueueUpAsync(RunCommit[] commits)
    {
        using var gate = _file.HoldWriteLock();
        _places.Clear();
        var tasks = commits.Select(commit => _store.CommitAsync(commit, Token).AsTask()).ToArray();
        gate.Dispose();
        return await Task.WhenAll(tasks);
    }
}
