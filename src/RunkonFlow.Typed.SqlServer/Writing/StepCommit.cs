using System.Data;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>
/// A call of <c>commit_step_v1</c>: one commit in plain parameters, of a run that goes on. The command is made once and filled anew for each
/// commit; after one that failed it is made again, for a broken try may still be at work in the driver.
/// </summary>
internal sealed class StepCommit : ICall
{
    private const int MaxSteps = 2;

    private CommitRequest? _request;
    private StepCommitSlots? _slots;
    private bool _isInUse;

    public string Procedure => "commit_step_v1";

    /// <summary>Whether a commit is one of those that the plain form takes.</summary>
    public static bool Takes(RunCommit commit)
    {
        if (commit.Status is not (RunStatus.Running or RunStatus.Cancelling) || commit.Releases || commit.DueAt is not null || commit.TrimBefore > 0
            || commit.Output.Length + commit.Failure.Length > 0 || commit.Error is not null || commit.FinalizerError is not null
            || commit.Steps.Count > MaxSteps || (CommitTables.Parts(commit) & ~CommitTables.StepsPart) != 0) return false;
        foreach (var step in commit.Steps)
            if (step.Gate is not null || step.Role == "gate") return false;
        return true;
    }

    /// <summary>The commit that the next commands make.</summary>
    public void Begin(CommitRequest request) => _request = request;

    /// <summary>The last command succeeded: the next commit may use it.</summary>
    public void End() => (_request, _isInUse) = (null, false);

    public SqlCommand ToCommand(SqlConnection connection, string schema, int timeout)
    {
        if (_slots is null || _isInUse)
            _slots = new(new($"[{schema}].[{Procedure}]") { CommandType = CommandType.StoredProcedure, CommandTimeout = timeout });
        _isInUse = true;
        _slots.Fill(_request!);
        _slots.Command.Connection = connection;
        return _slots.Command;
    }
}
