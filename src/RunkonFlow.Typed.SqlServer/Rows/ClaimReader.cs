using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Rows;

/// <summary>Reads what a claim brings: how things stand, runs, then their large values, saved progress and open step rows.</summary>
internal static class ClaimReader
{
    private static readonly Comparison<OpenStep> s_byPosition = static (left, right) => StepOrder.Compare(
        left.Position, left.Path, left.Attempt, left.NodeId, right.Position, right.Path, right.Attempt, right.NodeId);

    public static async ValueTask<ClaimAnswer> ReadAsync(SqlDataReader reader, IReadOnlyList<ClaimedRun> into, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (now, nextDue) = (reader.Time(0), reader.TimeOrNull(1));
        if (!await reader.NextResultAsync(cancellationToken).ConfigureAwait(false)) return new(0, now, nextDue);
        var count = 0;
        var runs = new Dictionary<string, ClaimedRun>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var run = into[count++];
            Fill(run, reader);
            runs.Add(reader.GetString(0), run);
        }
        if (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                if (runs.TryGetValue(reader.GetString(0), out var run)) run.Values.Add(new(reader.GetInt32(1), reader.Bytes(2)));
        if (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                if (runs.TryGetValue(reader.GetString(0), out var run))
                    run.Progress.Add(new(reader.GetString(1), IterationPath.Parse(reader.GetString(2)), reader.Bytes(3)));
        }
        if (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                if (runs.TryGetValue(reader.GetString(0), out var run)) run.OpenSteps.Add(ReadStep(reader));
        foreach (var run in runs.Values) run.OpenSteps.Sort(s_byPosition);
        return new(count, now, nextDue);
    }

    private static void Fill(ClaimedRun run, SqlDataReader row)
    {
        run.RunId = row.RunId(0);
        run.WorkflowName = row.GetString(1);
        run.WorkflowVersion = row.GetInt32(2);
        run.Generation = row.GetInt64(3);
        run.Sequence = row.GetInt64(4);
        run.Status = (RunStatus)row.GetByte(5);
        run.Requests = (RunRequests)row.GetByte(6);
        run.CancelRequest = row.IsDBNull(7) ? null : new(row.GetString(7), row.GetString(8), row.Time(9));
        run.IsFinalizing = row.GetBoolean(10);
        run.FinalizersDueAt = row.TimeOrNull(11);
        run.DryRun = row.GetBoolean(12);
        run.ItemNode = row.GetString(13);
        run.Failure = row.Bytes(14);
        run.CreatedAt = row.Time(15);
        run.Input = row.Bytes(16);
        run.Frame = row.Bytes(17);
        run.Shape = row.GetString(18);
        run.InboxSequence = row.GetInt64(19);
        run.LastPosition = row.GetInt32(20);
        run.Now = row.Time(21);
        run.TraceParent = row.TextOrNull(22);
        run.Epoch = row.GetInt32(23);
        run.IsRoot = row.GetBoolean(24);
        run.Values.Clear();
        run.Progress.Clear();
        run.OpenSteps.Clear();
    }

    private static OpenStep ReadStep(SqlDataReader row) => new(
        row.GetString(1), IterationPath.Parse(row.GetString(2)), row.GetInt32(3), row.GetInt32(4), (StepStatus)row.GetByte(5), row.TimeOrNull(6), row.TextOrNull(7));
}
