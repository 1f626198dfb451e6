using System.Collections.Concurrent;
using RunkonFlow.Typed.Persistence;
using Xunit;

namespace RunkonFlow.Typed.Testing.Conformance;

public abstract partial class PersistenceConformance
{
    private const int RacingRuns = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Workers_clients_and_recovery_race_and_every_run_ends_once(int seed)
    {
        for (var i = 0; i < RacingRuns; i++) await CreatedAsync(NewRun() with { Priority = i % 3 });
        var race = new Race(Store, Time, seed);

        await Task.WhenAll(
            [.. Enumerable.Range(0, 3).Select(number => Task.Run(() => race.WorkAsync($"w{number}", number))), Task.Run(() => race.DisturbAsync())]);

        foreach (var run in (await Store.ListRunsAsync(new() { IncludeEnded = true, PageSize = 1000 })).Runs) await CheckAsync(run, race);
    }

    [Fact]
    public async Task Items_that_end_at_once_are_each_counted_once_and_no_more_run_than_may()
    {
        const int Count = 120;
        const int AtOnce = 8;
        var parent = await FannedOutAsync(FanOut([.. Enumerable.Range(0, Count).Select(i => Start($"k{i}"))], maxParallel: AtOnce));

        for (var ended = 0; ended < Count;)
        {
            var claimed = await ClaimItemsAsync();
            Assert.True(claimed.Count <= AtOnce, $"{claimed.Count} items run.");
            await Task.WhenAll(claimed.Select(run => Task.Run(() => EndAsync(run, run.Generation % 2 == 0 ? RunStatus.Failed : RunStatus.Completed))));
            ended += claimed.Count;
            var counts = await CountsAsync(parent.RunId);
            Assert.Equal((ended, Math.Min(AtOnce, Count - ended)), (counts.Completed + counts.Failed, counts.Running));
        }

        var woken = Assert.Single(await ClaimAsync());
        Assert.Equal((parent.RunId, 1), (woken.RunId, woken.InboxSequence));
        var events = await Store.GetEventsAsync(parent.RunId);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(one => one.Number));
        Assert.Equal((Count, Count, 1), (Of(RunEventKinds.ItemStarted), Of(RunEventKinds.ItemEnded), Of(RunEventKinds.FanOutCollected)));

        int Of(string kind) => events.Count(one => one.Kind == kind);
    }

    [Fact]
    public async Task Children_that_end_at_once_move_their_parents_inbox_once_each()
    {
        const int Count = 20;
        var parent = await ClaimedAsync();
        var commit = After(parent, RunStatus.Waiting);
        commit.Releases = true;
        for (var i = 0; i < Count; i++) commit.Children.Add(Child($"lint@{i}"));
        await AppliedAsync(commit);
        var children = await ClaimAsync(Asking(max: Count, workflows: "lint"));

        await Task.WhenAll(children.Select(child => Task.Run(() => AppliedAsync(After(child, RunStatus.Completed)))));

        Assert.Equal(Count, Assert.Single(await ClaimAsync()).InboxSequence);
        Assert.Equal(Count, (await Store.GetEventsAsync(parent.RunId)).Count(one => one.Kind == RunEventKinds.ChildEnded));
    }

    private async Task CheckAsync(WorkflowRun run, Race race)
    {
        Assert.True(run.Status.IsTerminal(), $"{run.Id} is {run.Status}.");
        Assert.Equal(race.AppliedTo(run.Id), run.Sequence);
        var events = await Store.GetEventsAsync(run.Id);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(one => one.Number));
        Assert.Single(events, one => one.Kind is "run-completed" or "run-cancelled");
        Assert.True(events[^1].Kind is "run-completed" or "run-cancelled", $"{events[^1].Kind} came after the end of {run.Id}.");
        var steps = await Store.GetStepsAsync(run.Id);
        Assert.All(steps, step => Assert.True(step.Status.IsTerminal()));
        Assert.Distinct(steps.Select(step => (step.NodeId, step.Path, step.Attempt)));
        Assert.Equal(steps.Count, events.Count(one => one.Kind == "step-completed") + events.Count(one => one.Kind is "step-cancelled"));
    }

    /// <summary>Workers that lose their way now and then, and somebody who cancels, signals, pauses and moves the clock.</summary>
    private sealed class Race(IWorkflowPersistence store, ManualTimeProvider time, int seed)
    {
        private readonly ConcurrentDictionary<(RunId, long), string> _handedOut = [];
        private readonly ConcurrentDictionary<(RunId, long), string> _applied = [];

        public int AppliedTo(RunId run) => _applied.Keys.Count(key => key.Item1 == run);

        public async Task WorkAsync(string token, int number)
        {
            var random = new Random((seed * 100) + number);
            var into = new[] { new ClaimedRun(), new ClaimedRun() };
            for (var turn = 0; await HasActiveAsync(); turn++)
            {
                // Each turn is a worker of its own, as after a restart.
                var worker = $"{token}-{turn}";
                await store.RegisterWorkerAsync(new(worker, "test", s_leaseTime));
                await store.RecoverExpiredAsync();
                var count = (await store.ClaimRunsAsync(Asking(worker, 2) with { PoisonLimit = 1000 }, into)).Count;
                foreach (var run in into.Take(count))
                {
                    Assert.True(_handedOut.TryAdd((run.RunId, run.Generation), worker), $"{run.RunId} was handed out twice under {run.Generation}.");
                    await ExecuteAsync(run, worker, random);
                }
                if (count == 0) await Task.Yield();
                if (random.Next(3) > 0) await store.RetireWorkerAsync(worker);
                else time.Advance(s_leaseTime);
            }
        }

        private async Task<bool> HasActiveAsync()
            => (await store.ListRunsAsync(new() { PageSize = 1 })).Runs.Count > 0;

        private async Task ExecuteAsync(ClaimedRun run, string worker, Random random)
        {
            var commit = new RunCommit { RunId = run.RunId, Generation = run.Generation, Sequence = run.Sequence };
            var done = run.LastPosition;
            var requests = run.Requests;
            var isCancelling = run.Status == RunStatus.Cancelling;
            while (true)
            {
                commit.Clear();
                if (random.Next(12) == 0) return;
                if (random.Next(40) == 0) time.Advance(s_leaseTime);
                var isLast = done >= 4;
                commit.Status = isCancelling ? RunStatus.Cancelled
                    : requests.HasFlag(RunRequests.Cancel) ? RunStatus.Cancelling
                    : requests.HasFlag(RunRequests.Pause) ? RunStatus.Suspended
                    : isLast ? RunStatus.Completed
                    : random.Next(8) == 0 ? RunStatus.Waiting
                    : RunStatus.Running;
                commit.Releases = commit.Status == RunStatus.Waiting;
                commit.DueAt = time.Now;
                commit.MakesProgress = true;
                if (commit.Status == RunStatus.Running) commit.Steps.Add(Step("n", StepStatus.Completed, position: done + 1, path: default(Machines.IterationPath).Then(done)));

                var answer = await store.CommitAsync(commit);
                if (random.Next(4) == 0 && answer.Outcome == CommitOutcome.Applied)
                {
                    var again = (await store.CommitAsync(commit)).Outcome;
                    Assert.True(again is CommitOutcome.AlreadyApplied or CommitOutcome.Fenced, $"{again}");
                }
                if (answer.Outcome == CommitOutcome.Fenced) return;
                Assert.True(answer.Outcome == CommitOutcome.Applied, $"{answer.Outcome} {answer.Reason}");
                Assert.True(_applied.TryAdd((run.RunId, answer.Sequence), worker), $"{run.RunId} took two commits as number {answer.Sequence}.");
                if (commit.Status.IsTerminal() || commit.Releases || commit.Status == RunStatus.Suspended) return;
                if (commit.Steps.Count > 0) done++;
                if (commit.Status == RunStatus.Cancelling) isCancelling = true;
                requests = answer.Requests;
                commit.Sequence = answer.Sequence;
                commit.SeenInbox = answer.InboxSequence;
            }
        }

        public async Task DisturbAsync()
        {
            var random = new Random(seed);
            var all = (await store.ListRunsAsync(new() { PageSize = 1000, IncludeEnded = true })).Runs;
            while (await HasActiveAsync())
            {
                var id = all[random.Next(all.Count)].Id;
                switch (random.Next(8))
                {
                    case 0: await store.RequestCancelAsync(id, By("ann")); break;
                    case 1: await store.RequestPauseAsync(id, By("ann")); break;
                    case 2: await store.SignalAsync(id, By("ann"), new("s", default)); break;
                    default:
                        foreach (var run in (await store.ListRunsAsync(new() { Statuses = [RunStatus.Suspended], PageSize = 1000 })).Runs)
                            await store.ResumeAsync(run.Id, By("ann"));
                        break;
                }
                await Task.Yield();
            }
        }
    }
}
