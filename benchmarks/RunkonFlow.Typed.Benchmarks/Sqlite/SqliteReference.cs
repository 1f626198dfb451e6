using Microsoft.Data.Sqlite;

namespace RunkonFlow.Typed.Benchmarks.Sqlite;

/// <summary>
/// What the store's commits cost at the least: the same statements on the same schema, each prepared once, in groups of 256,
/// with nothing decided, hashed, queued or awaited. The texts are the store's own.
/// </summary>
internal sealed class SqliteReference : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _select;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _end;
    private readonly SqliteCommand _insert;
    private readonly List<Run> _runs = [];
    private readonly byte[] _digest = new byte[16];
    private readonly byte[] _open = new byte[50];
    private readonly Random _random = new(1);

    public SqliteReference(string path)
    {
        _connection = new($"Data Source={path};Pooling=False");
        _connection.Open();
        foreach (var pragma in (string[])["synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY", "cache_size = -32000", "wal_autocheckpoint = 4000"])
            Prepare($"PRAGMA {pragma}").ExecuteNonQuery();
        using (var rows = Prepare("SELECT run.id, run.key, step.id, step.position FROM run JOIN step ON step.run = run.key").ExecuteReader())
            while (rows.Read()) _runs.Add(new(rows.GetString(0), rows.GetInt64(1)) { Step = rows.GetInt64(2), Position = rows.GetInt64(3) });
        (_begin, _commit) = (Prepare("BEGIN IMMEDIATE"), Prepare("COMMIT"));
        _select = Prepare(Typed.Sqlite.Rows.RunRow.SelectById);
        _update = Prepare(Typed.Sqlite.Rows.RunRow.UpdateOwned);
        _end = Prepare(Typed.Sqlite.Rows.StepRows.EndStep);
        _insert = Prepare(Typed.Sqlite.Rows.StepRows.InsertStep + " RETURNING id");
    }

    /// <summary>One commit of each run, in one transaction.</summary>
    public void RunGroup()
    {
        _begin.ExecuteNonQuery();
        foreach (var run in _runs) Commit(run);
        _commit.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_begin, _commit, _select, _update, _end, _insert]) command.Dispose();
        _connection.Dispose();
    }

    private void Commit(Run run)
    {
        var now = 1_764_000_000_000 + run.Position;
        _select.Parameters[0].Value = run.Id;
        using (var row = _select.ExecuteReader())
        {
            row.Read();
            for (var i = 0; i < 20; i++) _ = row.IsDBNull(i);
        }
        Execute(_update, run.Key, run.Position + 1, _digest, 0L, (2 * run.Position) + 3, 0L, run.Position + 1, 0L, null, _open, "review", "s1", SqliteWorkload.Frame);
        Execute(_end, run.Step, "completed", null, now, null, 0L, (2 * run.Position) + 2, now, null, null, null, null, """{"ok":true,"value":12345}""");
        run.Position++;
        Set(
            _insert, run.Key, _random.NextInt64(), "review", run.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), 1L, "review",
            "step", 0L, run.Position, "running", 0L, now, null, null, 0L, (2 * run.Position) + 1, now, null, null, null, null, null, null, null);
        run.Step = (long)_insert.ExecuteScalar()!;
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Set(command, values);
        if (command.ExecuteNonQuery() != 1) throw new InvalidOperationException($"Nothing was changed by: {command.CommandText}");
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; sql.Contains($"?{i}", StringComparison.Ordinal); i++) command.Parameters.Add(new($"?{i}", null));
        command.Prepare();
        return command;
    }

    private sealed class Run(string id, long key)
    {
        public string Id { get; } = id;

        public long Key { get; } = key;

        public long Step { get; set; }

        public long Position { get; set; }
    }
}
