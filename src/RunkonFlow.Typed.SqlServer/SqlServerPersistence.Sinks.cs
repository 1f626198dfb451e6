using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Rows;

namespace RunkonFlow.Typed.SqlServer;

// Event sinks.
public sealed partial class SqlServerPersistence
{
    /// <inheritdoc/>
    public async ValueTask RegisterSinkAsync(string sink, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sink);
        await ReadRowAsync(SinkCall("register_sink_v1", sink), static _ => 0, 0, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveSinkAsync(string sink, CancellationToken cancellationToken = default)
        => await ReadRowAsync(SinkCall("remove_sink_v1", sink), static _ => 0, 0, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> AcquireSinkAsync(string sink, string holder, TimeSpan timeToLive, CancellationToken cancellationToken = default)
        => ReadRowAsync(
            SinkCall("acquire_sink_v1", sink).Text("holder", holder, 200).Long("ttl_ms", Milliseconds(timeToLive)), static row => row.GetInt32(0) == 1, false,
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ReleaseSinkAsync(string sink, string holder, CancellationToken cancellationToken = default)
        => await ReadRowAsync(SinkCall("release_sink_v1", sink).Text("holder", holder, 200), static _ => 0, 0, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<EventBatch> ReadSinkAsync(string sink, int maxCommits = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCommits, 1);
        return _caller.RunAsync(SinkCall("read_sink_v1", sink).Int("most", maxCommits), EventReader.ReadBatchAsync, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> AdvanceSinkAsync(string sink, string holder, long cursor, CancellationToken cancellationToken = default)
        => ReadRowAsync(
            SinkCall("advance_sink_v1", sink).Text("holder", holder, 200).Long("feed_no", cursor), static row => row.GetInt32(0) == 1, false, cancellationToken);

    private static Call SinkCall(string procedure, string sink) => new Call(procedure).Text("sink", sink, 200);
}
