using System.Data;

namespace RunkonFlow.Typed.SqlServer.Tables;

/// <summary>Rows for a table-valued parameter. Each try of a call reads them anew.</summary>
internal sealed class TableRows(TableType type)
{
    private readonly List<object?[]> _rows = [];
    private DataTable? _schema;

    public TableType Type => type;

    public int Count => _rows.Count;

    /// <summary>The columns as ADO.NET describes them.</summary>
    public DataTable Schema => _schema ??= SchemaOf(type);

    public object?[] this[int index] => _rows[index];

    /// <summary>Adds a row: its values by their places.</summary>
    /// <exception cref="ArgumentException">A text or value is longer than its column.</exception>
    public TableRows Add(params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var size = type.Columns[i].Size;
            if (size > 0 && values[i] is string text && text.Length > size)
                throw new ArgumentException($"'{type.Columns[i].Name}' has {text.Length} characters; this store keeps {size}.", nameof(values));
        }
        _rows.Add(values);
        return this;
    }

    private static DataTable SchemaOf(TableType type)
    {
        var schema = new DataTable();
        schema.Columns.Add("ColumnName", typeof(string));
        schema.Columns.Add("ColumnOrdinal", typeof(int));
        schema.Columns.Add("ColumnSize", typeof(int));
        schema.Columns.Add("NumericPrecision", typeof(short));
        schema.Columns.Add("NumericScale", typeof(short));
        schema.Columns.Add("DataType", typeof(Type));
        schema.Columns.Add("AllowDBNull", typeof(bool));
        schema.Columns.Add("IsKey", typeof(bool));
        for (var i = 0; i < type.Columns.Length; i++)
        {
            var column = type.Columns[i];
            var isTime = column.Type == typeof(DateTime);
            schema.Rows.Add(
                column.Name, i, column.Size > 0 && !isTime ? column.Size : DBNull.Value, DBNull.Value, isTime ? (short)column.Size : DBNull.Value,
                column.Type, true, false);
        }
        return schema;
    }
}
