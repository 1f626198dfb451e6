using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Rows;

/// <summary>What gates have beside their step rows.</summary>
internal static class GateRows
{
    private const string InsertGate =
        """
        INSERT INTO gate (step, prompt, options, min_approvals, assignee, approved_at, decided_by, feedback, selections)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """;

    public static void Insert(Connection connection, long step, GateRow gate)
        => connection[InsertGate]
            .Bind(step).Bind(gate.Prompt).Bind(gate.Options).Bind((long)gate.MinApprovals).Bind(gate.Assignee).Bind(gate.ApprovedAt)
            .Bind(gate.DecidedBy).Bind(gate.Feedback).Bind(gate.Selections)
            .Run();
}
