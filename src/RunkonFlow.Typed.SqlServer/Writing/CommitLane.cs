using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>
/// One call at a time that makes a commit or a batch of them, and all that it takes: rows, commands, answers. They are used again, so that a
/// commit allocates nothing here.
/// </summary>
internal sealed class CommitLane
{
    private readonly CommitTables _tables = new();
    private readonly StepCommit _step = new();
    private List<CommitRequest> _requests = [];
    private CommitResult[] _answers = new CommitResult[1];

    public CommitLane() => Read = ReadAsync;

    /// <summary>What waits for the lane's next call.</summary>
    public List<CommitRequest> Batch { get; } = [];

    /// <summary>The runs of <see cref="Batch"/>.</summary>
    public HashSet<RunId> Runs { get; } = [];

    /// <summary>The request of a commit that goes alone.</summary>
    public CommitRequest Alone { get; } = new();

    /// <summary>Reads the answers to the call that was begun last: one for each request, valid until the next.</summary>
    public Func<SqlDataReader, CancellationToken, ValueTask<CommitResult[]>> Read { get; }

    /// <summary>The call that makes a batch of commits.</summary>
    /// <exception cref="ArgumentException">A text is longer than its column.</exception>
    public ICall Begin(List<CommitRequest> requests, bool isInTransaction = false)
    {
        _requests = requests;
        if (_answers.Length < requests.Count) _answers = new CommitResult[requests.Count];
        if (!isInTransaction && requests.Count == 1 && StepCommit.Takes(requests[0].Commit))
        {
            _step.Begin(requests[0]);
            return _step;
        }
        _tables.Clear();
        for (var i = 0; i < requests.Count; i++) _tables.Add(i, requests[i]);
        return _tables;
    }

    /// <summary>The call succeeded.</summary>
    public void End()
    {
        _step.End();
        _tables.End();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CommitResult[]> ReadAsync(SqlDataReader reader, CancellationToken cancellationToken)
    {
        Array.Clear(_answers);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var number = reader.GetInt32(0);
            _answers[number] = Answer(reader, _requests[number].Commit);
        }
        return _answers;
    }

    private static CommitResult Answer(SqlDataReader reader, RunCommit commit)
    {
        var outcome = (CommitOutcome)reader.GetByte(1);
        if (outcome == CommitOutcome.NotFound) return new(outcome);
        var reason = outcome switch
        {
            CommitOutcome.Refused => RefusalText.Of(
                reader.GetByte(5), commit, reader.TextOrNull(6), reader.TextOrNull(7), reader.IntOrNull(8) ?? 0, reader.IntOrNull(9) ?? 0),
            CommitOutcome.Limited => commit.Limits[reader.GetInt32(10)].Key,
            _ => null,
        };
        return new(
            outcome, (RunRequests)reader.GetByte(2), reader.GetInt64(3), reader.GetInt64(4), reason, reader.IntOrNull(10) ?? 0,
            reader.LongOrNull(11) is { } at ? StoreTime.Moment(at) : null);
    }
}
