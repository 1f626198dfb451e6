using System.Data;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Writing;

internal sealed partial class CommitTables : ICall
{
    private static readonly string[] s_names = ["commits", "steps", "values", "items", "children", "tags", "notes", "fan_outs", "fan_out_items", "dependencies"];

    private TableCommand? _few;
    private TableCommand? _many;

    /// <summary>The smallest procedure that is enough for the rows.</summary>
    public string Procedure => HasApostrophe ? "commit_escaped_v1" : IsFew ? "commit_steps_v1" : "commit_runs_v1";

    private bool IsFew => (_allParts & ~(StepsPart | ValuesPart)) == 0;

    private bool HasApostrophe
    {
        get
        {
            foreach (var rows in _all)
                if (rows.HasApostrophe) return true;
            return false;
        }
    }

    /// <summary>The command that applies the batch.</summary>
    public SqlCommand ToCommand(SqlConnection connection, string schema, int timeout)
    {
        if (HasApostrophe) return EscapedCommand(schema, timeout).Begin(connection);
        if (IsFew) return (_few = _few is { IsInUse: false } few ? few : NewCommand(schema, timeout, 3)).Begin(connection);
        return (_many = _many is { IsInUse: false } many ? many : NewCommand(schema, timeout, _all.Length)).Begin(connection);
    }

    /// <summary>The last command succeeded: the next batch may use it.</summary>
    public void End()
    {
        _few?.End();
        _many?.End();
    }

    /// <summary>A command whose texts hold no apostrophe, see <see cref="TableRows.StandIn"/>.</summary>
    private TableCommand EscapedCommand(string schema, int timeout)
    {
        var apostrophe = TableRows.StandIn(_all);
        foreach (var rows in _all) rows.Apostrophe = apostrophe;
        var command = NewCommand(schema, timeout, 0);
        var parameter = command.Command.Parameters.Add("@apostrophe", SqlDbType.NChar, 1);
        parameter.Value = apostrophe.ToString();
        foreach (var (name, rows) in s_names.Zip(_all)) command.Add(schema, name, rows);
        return command;
    }

    private TableCommand NewCommand(string schema, int timeout, int tables)
    {
        var command = new TableCommand($"[{schema}].[{Procedure}]", timeout);
        for (var i = 0; i < tables; i++) command.Add(schema, s_names[i], _all[i]);
        return command;
    }
}
