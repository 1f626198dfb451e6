using RunkonFlow.Typed.SqlServer.Calls;

namespace RunkonFlow.Typed.SqlServer;

public sealed partial class SqlServerPersistence
{
    /// <inheritdoc/>
    public async ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, int maxTrees = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTrees, 1);
        var before = Ceiling(endedBefore);
        var roots = await ReadRowsAsync(
            new Call("get_expired_trees_v1").Time("ended_before", before).Int("most", maxTrees), static row => row.RunId(0), cancellationToken).ConfigureAwait(false);
        _ = await ReadRowAsync(new Call("purge_leftovers_v1"), static _ => 0, 0, cancellationToken).ConfigureAwait(false);

        // One tree at a time, so that nobody waits long for its locks.
        var (purge, runs) = (Guid.NewGuid(), 0);
        foreach (var root in roots)
        {
            var call = new Call("purge_tree_v1").Guid("purge_id", purge).Id("root", root).Time("ended_before", before);
            runs += await ReadRowAsync(call, static row => row.GetInt32(0), 0, cancellationToken).ConfigureAwait(false);
        }
        return runs;
    }
}
