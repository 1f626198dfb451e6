using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>
/// Group commit. As long as a lane is free a commit goes at once and alone; what comes while all are taken rides together in the next
/// call. Nobody is answered before the shared transaction has ended.
/// </summary>
internal sealed class CommitQueue(Caller caller, int lanes)
{
    private const int MaxBatch = 256;

    private readonly Lock _lock = new();
    private readonly LinkedList<CommitRequest> _waiting = [];
    private int _taken;

    /// <summary>Hands a commit in; its answer is the request's task. A caller that finds a lane free makes the call itself.</summary>
    public async ValueTask SubmitAsync(CommitRequest request)
    {
        lock (_lock)
        {
            if (_taken == lanes)
            {
                _waiting.AddLast(request);
                return;
            }
            _taken++;
        }
        await ApplyAsync([request]).ConfigureAwait(false);
        if (Next() is { } batch) _ = Task.Run(() => GoOnAsync(batch));
    }

    private async Task GoOnAsync(List<CommitRequest>? batch)
    {
        for (; batch is not null; batch = Next()) await ApplyAsync(batch).ConfigureAwait(false);
    }

    /// <summary>What waits, at most one commit of each run; null, and the lane is free, when nothing does.</summary>
    private List<CommitRequest>? Next()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _taken--;
                return null;
            }
            var batch = new List<CommitRequest>(Math.Min(_waiting.Count, MaxBatch));
            var runs = new HashSet<RunId>();
            for (var node = _waiting.First; node is not null && batch.Count < MaxBatch;)
            {
                var next = node.Next;
                if (runs.Add(node.Value.Commit.RunId))
                {
                    batch.Add(node.Value);
                    _waiting.Remove(node);
                }
                node = next;
            }
            return batch;
        }
    }

    private async Task ApplyAsync(List<CommitRequest> batch)
    {
        try
        {
            var answers = await CallAsync(batch).ConfigureAwait(false);
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
            await ApplyAsync(batch[..half]).ConfigureAwait(false);
            await ApplyAsync(batch[half..]).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var request in batch) request.Fail(exception);
        }
    }

    private ValueTask<CommitResult[]> CallAsync(List<CommitRequest> batch)
    {
        return caller.RunAsync(CallOf(batch), (reader, cancellationToken) => ReadAsync(reader, batch, cancellationToken), CancellationToken.None);
    }

    /// <summary>The call that makes a batch of commits.</summary>
    public static Call CallOf(List<CommitRequest> batch)
    {
        var tables = new CommitTables();
        for (var i = 0; i < batch.Count; i++) tables.Add(i, batch[i]);
        return tables.ToCall();
    }

    /// <summary>Reads the answers to a batch.</summary>
    public static async ValueTask<CommitResult[]> ReadAsync(SqlDataReader reader, List<CommitRequest> batch, CancellationToken cancellationToken)
    {
        var answers = new CommitResult[batch.Count];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var number = reader.GetInt32(0);
            var outcome = (CommitOutcome)reader.GetByte(1);
            if (outcome == CommitOutcome.NotFound)
            {
                answers[number] = new(outcome);
                continue;
            }
            var reason = outcome switch
            {
                CommitOutcome.Refused => RefusalText.Of(
                    reader.GetByte(5), batch[number].Commit, reader.TextOrNull(6), reader.TextOrNull(7), reader.IntOrNull(8) ?? 0, reader.IntOrNull(9) ?? 0),
                CommitOutcome.Limited => batch[number].Commit.Limits[reader.GetInt32(10)].Key,
                _ => null,
            };
            answers[number] = new(
                outcome, (RunRequests)reader.GetByte(2), reader.GetInt64(3), reader.GetInt64(4), reason, reader.IntOrNull(10) ?? 0,
                reader.LongOrNull(11) is { } at ? StoreTime.Moment(at) : null);
        }
        return answers;
    }
}
