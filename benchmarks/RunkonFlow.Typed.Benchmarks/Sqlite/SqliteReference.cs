using System.Globalization;
using System.Text;
using RunkonFlow.Typed.Sqlite;
using RunkonFlow.Typed.Sqlite.Native;
using RunkonFlow.Typed.Sqlite.Rows;

namespace RunkonFlow.Typed.Benchmarks.Sqlite;

/// <summary>
/// What the store's commits cost at the least: the same statements on the same schema, each prepared once, in groups of 256,
/// with nothing decided, hashed, queued or awaited. The texts and the calls into SQLite are the store's own, so that no other
/// wrapper stands between; what a commit writes is made up beforehand.
/// </summary>
internal sealed class SqliteReference : IDisposable
{
    private static readonly byte[] s_completed = "completed"u8.ToArray();
    private static readonly byte[] s_running = "running"u8.ToArray();
    private readonly Connection _connection;
    private readonly List<Run> _runs = [];
    private readonly byte[] _digest = new byte[16];
    private readonly byte[] _open = new byte[50];
    private readonly byte[] _path = new byte[11];
    private readonly Random _random = new(1);

    public SqliteReference(string path)
    {
        _connection = Connection.Open(path, SqliteSynchronous.Full);
        var rows = _connection["SELECT run.id, run.key, step.id, step.position FROM run JOIN step ON step.run = run.key"];
        while (rows.Step()) _runs.Add(new(Encoding.UTF8.GetBytes(rows.Text(0)), rows.Int64(1)) { Step = rows.Int64(2), Position = rows.Int64(3) });
    }

    public static SqlitePersistence OpenStore(string path) => new(new SqliteOptions { Path = path });

    /// <summary>One commit of each run, in one transaction.</summary>
    public void RunGroup()
    {
        _connection["BEGIN IMMEDIATE"].Run();
        foreach (var run in _runs) Commit(run);
        _connection["COMMIT"].Run();
    }

    public void Dispose() => _connection.Dispose();

    private void Commit(Run run)
    {
        var now = 1_764_000_000_000 + run.Position;
        var row = _connection[RunRow.SelectById].BindUtf8(run.Id);
        row.Step();
        for (var i = 0; i < 20; i++) _ = row.Int64(i);
        row.Reset();
        Check(_connection[RunRow.UpdateOwned]
            .Bind(run.Key).Bind(run.Position + 1).BindBlob(_digest).Bind(0).Bind((2 * run.Position) + 3).Bind(0).Bind(run.Position + 1).Bind(0)
            .BindNull().BindBlob(_open).BindUtf8("review"u8).BindUtf8("s1"u8).BindBlob(CommitWorkload.Frame)
            .Run());
        Check(_connection[StepRows.EndStep]
            .Bind(run.Step).BindUtf8(s_completed).BindNull().Bind(now).BindNull().Bind(0).Bind((2 * run.Position) + 2).Bind(now)
            .BindNull().BindNull().BindNull().BindNull().BindUtf8(CommitWorkload.Output)
            .Run());
        run.Position++;
        run.Position.TryFormat(_path, out var length, provider: CultureInfo.InvariantCulture);
        Check(_connection[StepRows.InsertStep]
            .Bind(run.Key).Bind(_random.NextInt64()).BindUtf8("review"u8).BindUtf8(_path.AsSpan(0, length)).Bind(1).BindUtf8("review"u8)
            .BindUtf8("step"u8).Bind(0).Bind(run.Position).BindUtf8(s_running).Bind(0).Bind(now).BindNull().BindNull().Bind(0)
            .Bind((2 * run.Position) + 1).Bind(now).BindNull().BindNull().BindNull().BindNull().BindNull().BindNull().BindNull()
            .Run());
        run.Step = _connection.LastInsertId;
    }

    private static void Check(int changed)
    {
        if (changed != 1) throw new InvalidOperationException("A statement of the reference changed nothing.");
    }

    private sealed class Run(byte[] id, long key)
    {
        public byte[] Id { get; } = id;

        public long Key { get; } = key;

        public long Step { get; set; }

        public long Position { get; set; }
    }
}
