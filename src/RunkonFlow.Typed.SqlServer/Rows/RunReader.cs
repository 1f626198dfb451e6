using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Rows;

/// <summary>Reads runs as users see them: a result of runs, then one of their tags.</summary>
internal static class RunReader
{
    public static async ValueTask<List<WorkflowRun>> ReadAsync(SqlDataReader reader, CancellationToken cancellationToken)
    {
        var runs = new List<WorkflowRun>();
        var places = new Dictionary<long, int>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            places.Add(reader.GetInt64(0), runs.Count);
            runs.Add(Read(reader));
        }
        if (!await reader.NextResultAsync(cancellationToken).ConfigureAwait(false)) return runs;
        var tags = new Dictionary<int, List<string>>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var place = places[reader.GetInt64(0)];
            if (!tags.TryGetValue(place, out var list)) tags.Add(place, list = []);
            list.Add(reader.GetString(1));
        }
        foreach (var (place, list) in tags)
        {
            list.Sort(StringComparer.Ordinal);
            runs[place] = runs[place] with { Tags = list };
        }
        return runs;
    }

    private static WorkflowRun Read(SqlDataReader row) => new()
    {
        Id = row.RunId(1),
        WorkflowName = row.GetString(2),
        WorkflowVersion = row.GetInt32(3),
        WorkflowTitle = row.GetString(4),
        ParentRunId = row.GetString(5),
        ParentWorkflowRunId = row.RunIdOrNull(6),
        RootRunId = row.RunId(7),
        Depth = row.GetInt32(8),
        Status = (RunStatus)row.GetByte(9),
        SuspendReason = (SuspendReason)row.GetByte(10),
        IsFinalizing = row.GetBoolean(11),
        DryRun = row.GetBoolean(12),
        Trigger = row.GetString(13),
        DefinitionSnapshot = row.TextOrNull(14),
        Key = row.TextOrNull(15),
        Namespace = row.GetString(16),
        Queue = row.GetString(17),
        Priority = row.GetInt32(18),
        CreatedAt = row.Time(19),
        StartedAt = row.TimeOrNull(20),
        EndedAt = row.TimeOrNull(21),
        DueAt = row.TimeOrNull(22),
        BlockedOn = row.TextOrNull(23),
        AtNode = row.TextOrNull(24),
        ResultSummary = row.TextOrNull(25),
        Error = row.TextOrNull(26),
        FinalizerError = row.TextOrNull(27),
        Input = row.Bytes(28),
        Output = row.Bytes(29),
        Failure = row.Bytes(30),
        Frame = row.Bytes(31),
        Shape = row.GetString(32),
        Owner = row.TextOrNull(33),
        LeaseUntil = row.TimeOrNull(34),
        Generation = row.GetInt64(35),
        Sequence = row.GetInt64(36),
        Requests = (RunRequests)row.GetByte(37),
        CancelRequest = row.IsDBNull(38) ? null : new(row.GetString(38), row.GetString(39), row.Time(40)),
        ClaimsWithoutProgress = row.GetInt32(41),
        TraceParent = row.TextOrNull(42),
        ParentNode = row.TextOrNull(43),
        ItemNode = row.GetString(44),
    };
}
