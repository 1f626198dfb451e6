using System.Data;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>A command with table-valued parameters that stay bound to their rows, for many calls; not for the next one after a call that failed.</summary>
internal sealed class TableCommand(string procedure, int timeout)
{
    private readonly List<(SqlParameter Parameter, TableRowReader Reader)> _tables = [];

    public SqlCommand Command { get; } = new(procedure) { CommandType = CommandType.StoredProcedure, CommandTimeout = timeout };

    /// <summary>A call was begun and has not succeeded.</summary>
    public bool IsInUse { get; private set; }

    public void Add(string schema, string name, TableRows rows)
    {
        var parameter = Command.Parameters.Add("@" + name, SqlDbType.Structured);
        parameter.TypeName = $"[{schema}].[{rows.Type.Name}]";
        _tables.Add((parameter, new(rows)));
    }

    public SqlCommand Begin(SqlConnection connection)
    {
        IsInUse = true;
        Command.Connection = connection;
        foreach (var (parameter, reader) in _tables)
        {
            reader.Reset();
            parameter.Value = reader;
        }
        return Command;
    }

    public void End() => IsInUse = false;
}
