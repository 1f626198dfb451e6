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
            new Call("get_expired_trees_v1").Time("ended_before", before).Int("most", maxTrees), static row => (Id: row.RunId(0), Runs: row.GetInt32(1)), cancellationToken).ConfigureAwait(false);
        _ = await ReadRowAsync(new Call("purge_buckets_v1"), static _ => 0, 0, cancellationToken).ConfigureAwait(false);

        // One tree at a time, so that nobody waits long for its locks.
        var runs = 0;
        foreach (var root in roots)
        {
            var call = new Call("purge_tree_v1").Id("root", root.Id).Time("ended_before", before);
            var deleted = await ReadRowAsync(call, static row => row.GetInt32(0), 0, cancellationToken).ConfigureAwait(false);
            // A tree that is gone when the call is repeated went with the try whose reply was lost.
            if (deleted < 0) deleted = call.Tries > 1 ? root.Runs : 0;
            runs += deleted;
        }
        return runs;
    }
}
