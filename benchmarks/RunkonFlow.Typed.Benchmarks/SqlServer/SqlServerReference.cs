using System.Data;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Benchmarks.SqlServer;

/// <summary>
/// What a commit costs at the least: the statements that write it, in one batch over the driver, on the store's own tables, with nothing
/// decided, hashed or queued. The command is made once and its connection stays open.
/// </summary>
internal sealed class SqlServerReference : IAsyncDisposable
{
    private const string Batch = """
        SET NOCOUNT ON;
        SET XACT_ABORT ON;
        BEGIN TRANSACTION;
        UPDATE [{0}].run
        SET sequence = @sequence + 1, digest = @digest, claims = 0, at_node = @node, shape = @shape, frame = @frame, events = @event + 2, last_position = @position
        WHERE run_id = @run AND generation = @generation AND sequence = @sequence;
        UPDATE [{0}].step
        SET status = 3, ended_at = SYSUTCDATETIME(), output = @output, last_event = @event + 1
        WHERE run_key = @run_key AND operation = @ended AND attempt = 1;
        INSERT INTO [{0}].event (run_key, number, kind, node_id, path, attempt, happened_at)
        VALUES (@run_key, @event + 1, 'step-completed', @node, @ended_path, 1, SYSUTCDATETIME());
        INSERT INTO [{0}].step
            (run_key, operation, attempt, node_id, path, name, role, can_commit, position, status, retry_count, started_at, last_event)
        VALUES (@run_key, @begun, 1, @node, @begun_path, @node, N'step', 0, @position, 1, 0, SYSUTCDATETIME(), @event + 2);
        INSERT INTO [{0}].event (run_key, number, kind, node_id, path, attempt, happened_at)
        VALUES (@run_key, @event + 2, 'step-started', @node, @begun_path, 1, SYSUTCDATETIME());
        COMMIT TRANSACTION;
        SELECT requests, inbox FROM [{0}].run WHERE run_key = @run_key;
        """;

    private readonly SqlConnection _connection;
    private readonly SqlCommand _command;
    private readonly byte[] _digest = new byte[16];
    private readonly byte[] _ended = new byte[16];
    private readonly byte[] _begun = new byte[16];
    private long _sequence;
    private long _event;
    private int _position;

    private SqlServerReference(SqlConnection connection, string schema, ClaimedRun run, long runKey, byte[] operation, long events)
    {
        (_connection, _sequence, _position, _event) = (connection, run.Sequence, run.LastPosition, events);
        operation.CopyTo(_begun, 0);
        _command = new(Batch.Replace("{0}", schema, StringComparison.Ordinal), connection);
        Add("@run", SqlDbType.Char, 26, run.RunId.ToString());
        Add("@run_key", SqlDbType.BigInt, 0, runKey);
        Add("@generation", SqlDbType.BigInt, 0, run.Generation);
        Add("@sequence", SqlDbType.BigInt, 0, 0L);
        Add("@event", SqlDbType.BigInt, 0, 0L);
        Add("@position", SqlDbType.Int, 0, 0);
        Add("@digest", SqlDbType.Binary, 16, _digest);
        Add("@node", SqlDbType.NVarChar, 400, "review");
        Add("@shape", SqlDbType.NVarChar, 200, "s1");
        Add("@frame", SqlDbType.VarBinary, -1, CommitWorkload.Frame);
        Add("@output", SqlDbType.VarBinary, -1, CommitWorkload.Output);
        Add("@ended", SqlDbType.Binary, 16, _ended);
        Add("@begun", SqlDbType.Binary, 16, _begun);
        Add("@ended_path", SqlDbType.VarChar, 100, "");
        Add("@begun_path", SqlDbType.VarChar, 100, "");
    }

    /// <summary>Goes on with a run whose first step has begun.</summary>
    public static async Task<SqlServerReference> OpenAsync(string connectionString, string schema, ClaimedRun run)
    {
        var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        using var command = new SqlCommand(
            $"SELECT s.run_key, s.operation, r.events FROM [{schema}].run AS r JOIN [{schema}].step AS s ON s.run_key = r.run_key WHERE r.run_id = @run", connection);
        command.Parameters.Add("@run", SqlDbType.Char, 26).Value = run.RunId.ToString();
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(connection, schema, run, reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2));
    }

    public async Task CommitAsync()
    {
        _begun.CopyTo(_ended, 0);
        BitConverter.TryWriteBytes(_begun, ++_position);
        BitConverter.TryWriteBytes(_digest, _position);
        var parameters = _command.Parameters;
        parameters["@sequence"].Value = _sequence++;
        parameters["@event"].Value = _event;
        _event += 2;
        parameters["@position"].Value = _position;
        parameters["@ended_path"].Value = parameters["@begun_path"].Value;
        parameters["@begun_path"].Value = _position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var name in new[] { "@digest", "@ended", "@begun" }) parameters[name].Value = parameters[name].Value;
        await using var reader = await _command.ExecuteReaderAsync();
        if (!await reader.ReadAsync()) throw new InvalidOperationException("The run is gone.");
        _ = (reader.GetByte(0), reader.GetInt64(1));
    }

    public ValueTask DisposeAsync()
    {
        _command.Dispose();
        return _connection.DisposeAsync();
    }

    private void Add(string name, SqlDbType type, int size, object value)
    {
        var parameter = _command.Parameters.Add(name, type, size);
        parameter.Value = value;
    }
}
