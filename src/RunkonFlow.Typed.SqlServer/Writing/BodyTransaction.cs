using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Writing;

/// <summary>
/// The transaction that a step's body writes in. It is nested once more than the body can see, so that a commit by the body ends
/// nothing: everything can still be taken back.
/// </summary>
internal sealed class BodyTransaction(SqlConnection connection)
{
    private SqlTransaction? _transaction;

    /// <summary>What the body is handed.</summary>
    public SqlTransaction Handed => _transaction!;

    public bool WasEndedByBody => _transaction?.Connection is null;

    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _transaction = (SqlTransaction)await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync("BEGIN TRANSACTION", cancellationToken).ConfigureAwait(false);
    }

    public ValueTask CommitAsync() => ExecuteAsync("WHILE @@TRANCOUNT > 0 COMMIT TRANSACTION", CancellationToken.None);

    /// <summary>Takes everything back; where the connection is broken the server does it by itself.</summary>
    public async ValueTask RollbackAsync()
    {
        try
        {
            await ExecuteAsync("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SqlException or InvalidOperationException)
        {
            SqlConnection.ClearPool(connection);
        }
    }

    public static TransactionEndedException Ended(Exception? cause) => new(
        "The step's body has committed or rolled back the transaction that it was handed: what it wrote was taken back. Leave both to the engine, which commits the step's end with it.",
        cause);

    private async ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = new SqlCommand(sql, connection, WasEndedByBody ? null : _transaction);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
