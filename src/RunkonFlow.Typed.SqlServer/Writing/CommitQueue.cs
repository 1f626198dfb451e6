using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>
/// Group commit. As long as a lane is free a commit goes at once and alone; what comes while all are taken rides together in the next
/// call. Nobody is answered before the shared transaction has ended.
/// </summary>
internal sealed class CommitQueue
{
    private const int MaxBatch = 256;

    private readonly Lock _lock = new();
    private readonly Caller _caller;
    private readonly Stack<CommitLane> _lanes;
    private readonly Stack<CommitRequest> _requests = new();
    private readonly Action<CommitRequest> _free;
    private CommitRequest? _first;
    private CommitRequest? _last;

    public CommitQueue(Caller caller, int lanes)
    {
        (_caller, _free) = (caller, Free);
        _lanes = new(Enumerable.Range(0, lanes).Select(_ => new CommitLane()));
    }

    /// <summary>Makes a commit; the answer is awaited once. A caller that finds a lane free makes the call itself.</summary>
    public ValueTask<CommitResult> CommitAsync(RunCommit commit, Dictionary<FanOutStart, List<(RunId Previous, RunId Next)>>? retried)
    {
        CommitLane? lane;
        CommitRequest? request = null;
        lock (_lock)
        {
            if (!_lanes.TryPop(out lane)) _requests.TryPop(out request);
        }
        if (lane is not null) return CommitAloneAsync(lane, commit, retried);
        request = (request ?? new()).Set(commit, retried);
        var answer = request.AnswerAsync(_free);
        lock (_lock)
        {
            if (_last is null) _first = request;
            else _last.Next = request;
            _last = request;
            if (!_lanes.TryPop(out lane)) return answer;
        }
        // The lane became free while nothing was in the line.
        if (Next(lane)) _ = Task.Run(() => GoOnAsync(lane));
        return answer;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CommitResult> CommitAloneAsync(
        CommitLane lane, RunCommit commit, Dictionary<FanOutStart, List<(RunId Previous, RunId Next)>>? retried)
    {
        try
        {
            lane.Batch.Add(lane.Alone.Set(commit, retried));
            return (await CallAsync(lane, lane.Batch).ConfigureAwait(false))[0];
        }
        finally
        {
            if (Next(lane)) _ = Task.Run(() => GoOnAsync(lane));
        }
    }

    private async Task GoOnAsync(CommitLane lane)
    {
        do await ApplyAsync(lane, lane.Batch).ConfigureAwait(false);
        while (Next(lane));
    }

    /// <summary>Gives a lane what waits, at most one commit of each run; false, and the lane is free, when nothing does.</summary>
    private bool Next(CommitLane lane)
    {
        lane.Batch.Clear();
        lane.Runs.Clear();
        lock (_lock)
        {
            if (_first is null)
            {
                _lanes.Push(lane);
                return false;
            }
            CommitRequest? passed = null;
            for (var request = _first; request is not null && lane.Batch.Count < MaxBatch;)
            {
                var next = request.Next;
                if (lane.Runs.Add(request.Commit.RunId))
                {
                    lane.Batch.Add(request);
                    request.Next = null;
                    if (passed is null) _first = next;
                    else passed.Next = next;
                    if (next is null) _last = passed;
                }
                else
                {
                    passed = request;
                }
                request = next;
            }
            return true;
        }
    }

    private void Free(CommitRequest request)
    {
        lock (_lock) _requests.Push(request);
    }

    private async Task ApplyAsync(CommitLane lane, List<CommitRequest> batch)
    {
        try
        {
            var answers = await CallAsync(lane, batch).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++) batch[i].Complete(answers[i]);
        }
        catch (Exception exception) when (batch.Count == 1)
        {
            batch[0].Fail(exception);
        }
        catch (Exception exception) when (exception is PersistenceException or ArgumentException or SqlException)
        {
            // One of them is to blame: each half goes alone until it is found, so that only it suffers.
            var half = batch.Count / 2;
            await ApplyAsync(lane, batch[..half]).ConfigureAwait(false);
            await ApplyAsync(lane, batch[half..]).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var request in batch) request.Fail(exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CommitResult[]> CallAsync(CommitLane lane, List<CommitRequest> batch)
    {
        var answers = await _caller.RunAsync(lane.Begin(batch), lane.Read, CancellationToken.None).ConfigureAwait(false);
        lane.End();
        return answers;
    }
}
