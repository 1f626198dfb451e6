using System.Data;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Calls;

/// <summary>
/// A call of a stored procedure: its name and typed, sized parameters. Every try makes a command of its own from it, so that a
/// call can be repeated as it is.
/// </summary>
internal sealed class Call(string procedure) : ICall
{
    private readonly List<Parameter> _parameters = [];

    public string Procedure => procedure;

    public Call Id(string name, RunId? id) => Add(name, SqlDbType.Char, 26, id?.ToString());

    /// <exception cref="ArgumentException">The text is longer than the store keeps.</exception>
    public Call Text(string name, string? text, int size)
    {
        if (text is not null && size > 0 && text.Length > size)
            throw new ArgumentException($"'{name}' has {text.Length} characters; this store keeps {size}.", name);
        return Add(name, SqlDbType.NVarChar, size, text);
    }

    public Call LongText(string name, string? text) => Text(name, text, TableColumn.Max);

    public Call Ascii(string name, string? text, int size) => Add(name, SqlDbType.VarChar, size, text);

    public Call Long(string name, long? value) => Add(name, SqlDbType.BigInt, 0, value);

    public Call Int(string name, int? value) => Add(name, SqlDbType.Int, 0, value);

    public Call Byte(string name, byte? value) => Add(name, SqlDbType.TinyInt, 0, value);

    public Call Bit(string name, bool value) => Add(name, SqlDbType.Bit, 0, value);

    public Call Guid(string name, Guid value) => Add(name, SqlDbType.UniqueIdentifier, 0, value);

    public Call Time(string name, DateTimeOffset? moment) => Add(name, SqlDbType.DateTime2, 3, Cell.Time(moment));

    public Call Hash(string name, byte[]? hash) => Add(name, SqlDbType.Binary, 16, hash);

    public Call Blob(string name, ReadOnlyMemory<byte> bytes) => Add(name, SqlDbType.VarBinary, TableColumn.Max, Cell.BytesOrNull(bytes));

    public Call Blob(string name, byte[]? bytes) => Add(name, SqlDbType.VarBinary, TableColumn.Max, bytes);

    /// <summary>Tables that hold texts, and the character that stands for the apostrophe in them, see <see cref="TableRows.StandIn"/>.</summary>
    public Call Texts(string name, TableRows rows) => StandIn(rows).Table(name, rows);

    /// <inheritdoc cref="Texts(string, TableRows)"/>
    public Call Texts(string name, TableRows rows, string second, TableRows secondRows)
        => StandIn(rows, secondRows).Table(name, rows).Table(second, secondRows);

    public SqlCommand ToCommand(SqlConnection connection, string schema, int timeout)
    {
        var command = new SqlCommand($"[{schema}].[{procedure}]", connection) { CommandType = CommandType.StoredProcedure, CommandTimeout = timeout };
        foreach (var (name, type, size, value) in _parameters)
        {
            var parameter = command.Parameters.Add("@" + name, type);
            if (value is TableRows rows)
            {
                parameter.TypeName = $"[{schema}].[{rows.Type.Name}]";
                parameter.Value = new TableRowReader(rows);
                continue;
            }
            if (type == SqlDbType.DateTime2) parameter.Scale = 3;
            else if (size != 0) parameter.Size = size;
            parameter.Value = value ?? DBNull.Value;
        }
        return command;
    }

    private Call StandIn(params ReadOnlySpan<TableRows> tables)
    {
        var hasApostrophe = false;
        foreach (var rows in tables) hasApostrophe |= rows.HasApostrophe;
        if (!hasApostrophe) return Add("apostrophe", SqlDbType.NChar, 1, null);
        var apostrophe = TableRows.StandIn(tables);
        foreach (var rows in tables) rows.Apostrophe = apostrophe;
        return Add("apostrophe", SqlDbType.NChar, 1, apostrophe.ToString());
    }

    private Call Table(string name, TableRows rows) => Add(name, SqlDbType.Structured, 0, rows);

    private Call Add(string name, SqlDbType type, int size, object? value)
    {
        _parameters.Add(new(name, type, size, value));
        return this;
    }

    private readonly record struct Parameter(string Name, SqlDbType Type, int Size, object? Value);
}
