using System.Data.Common;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;
using RunkonFlow.Typed.SqlServer.Writing;

namespace RunkonFlow.Typed.SqlServer;

public sealed partial class SqlServerPersistence
{
    /// <inheritdoc/>
    public bool HasTransactions => true;

    /// <inheritdoc/>
    /// <remarks>
    /// The transaction is handed out as a <see cref="SqlTransaction"/>. The commit and the transaction's end are two round trips: as long as the
    /// second was not sent, a connection that breaks takes everything back.
    /// </remarks>
    public async ValueTask<CommitResult> CommitInTransactionAsync(
        Func<DbTransaction, CancellationToken, ValueTask<RunCommit>> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        var connection = await _caller.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = connection.ConfigureAwait(false);
        var transaction = new BodyTransaction(connection);
        await transaction.BeginAsync(cancellationToken).ConfigureAwait(false);
        RunCommit commit;
        try
        {
            commit = await body(transaction.Handed, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var wasEnded = transaction.WasEndedByBody;
            await transaction.RollbackAsync().ConfigureAwait(false);
            if (wasEnded) throw BodyTransaction.Ended(exception);
            throw;
        }
        if (transaction.WasEndedByBody)
        {
            await transaction.RollbackAsync().ConfigureAwait(false);
            throw BodyTransaction.Ended(null);
        }
        return await EndAsync(transaction, commit).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<CommitResult> ResolveCommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var call = new Call("resolve_commit_v1")
            .Id("run_id", commit.RunId).Long("generation", commit.Generation).Long("sequence", commit.Sequence)
            .Hash("digest", Hashes.Bytes(CommitDigest.Of(commit)));
        return ReadRowAsync(
            call, static row => new CommitResult((CommitOutcome)row.GetInt32(0), (RunRequests)row.GetByte(1), row.GetInt64(2), row.GetInt64(3)),
            new CommitResult(CommitOutcome.NotFound), cancellationToken);
    }

    private async ValueTask<CommitResult> EndAsync(BodyTransaction transaction, RunCommit commit)
    {
        try
        {
            var request = new CommitRequest().Set(commit, await RetriedAsync(commit, CancellationToken.None).ConfigureAwait(false));
            var lane = new CommitLane();
            var answers = await _caller.RunAsync(lane.Begin([request], isInTransaction: true), transaction.Handed, lane.Read).ConfigureAwait(false);
            if (answers[0].Outcome == CommitOutcome.Applied) await transaction.CommitAsync().ConfigureAwait(false);
            else await transaction.RollbackAsync().ConfigureAwait(false);
            return answers[0];
        }
        catch (SqlException exception)
        {
            throw new PersistenceException($"The end of a step's transaction failed with error {exception.Number}: {exception.Message}", exception);
        }
    }
}
