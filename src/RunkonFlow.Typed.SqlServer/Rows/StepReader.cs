using System.Text;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Rows;

/// <summary>Reads step rows as users see them.</summary>
internal static class StepReader
{
    /// <summary>All rows, in the order that every store gives.</summary>
    public static async ValueTask<List<WorkflowRunStep>> ReadAsync(SqlDataReader reader, CancellationToken cancellationToken)
    {
        var steps = new List<WorkflowRunStep>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) steps.Add(Read(reader));
        steps.Sort(static (left, right) => StepOrder.Compare(
            left.Position, left.Path, left.Attempt, left.NodeId, right.Position, right.Path, right.Attempt, right.NodeId));
        return steps;
    }

    public static async ValueTask<WorkflowRunStep?> ReadFirstAsync(SqlDataReader reader, CancellationToken cancellationToken)
        => (await ReadAsync(reader, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    private static WorkflowRunStep Read(SqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        RunId = row.RunId(1),
        NodeId = row.GetString(2),
        Path = IterationPath.Parse(row.GetString(3)),
        Attempt = row.GetInt32(4),
        StepName = row.GetString(5),
        Role = row.GetString(6),
        CanCommit = row.GetBoolean(7),
        Position = row.GetInt32(8),
        Status = (StepStatus)row.GetByte(9),
        RetryCount = row.GetInt32(10),
        ChildRunId = row.TextOrNull(11),
        StartedAt = row.TimeOrNull(12),
        EndedAt = row.TimeOrNull(13),
        DueAt = row.TimeOrNull(14),
        ResultText = row.TextOrNull(15),
        ContextOut = row.TextOrNull(16),
        MarkersOut = row.TextOrNull(17),
        StructuredOutput = row.IsDBNull(18) ? null : Encoding.UTF8.GetString(row.Bytes(18)),
        StepError = row.TextOrNull(19),
        ErrorType = row.TextOrNull(20),
        Tolerated = row.GetBoolean(21),
        Group = row.TextOrNull(22),
        Progress = row.IsDBNull(37) ? null : new(row.GetInt64(37), row.GetInt64(38)),
        Gate = row.IsDBNull(23) ? null : new()
        {
            Prompt = row.TextOrNull(24),
            Options = row.TextOrNull(25),
            MinApprovals = row.GetInt32(26),
            Assignee = row.TextOrNull(27),
            ApprovedAt = row.TimeOrNull(28),
            DecidedBy = row.TextOrNull(29),
            Feedback = row.TextOrNull(30),
            Selections = row.TextOrNull(31),
        },
        Items = row.IsDBNull(32) ? null : new(row.GetInt32(32), row.GetInt32(33), row.GetInt32(34), row.GetInt32(35), row.GetInt32(36)),
    };
}
