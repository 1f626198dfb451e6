using System.Data;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.SqlServer.Schema;

/// <summary>Brings a database up to date, or checks that it is. All of it is one transaction under one lock.</summary>
internal static class Migrator
{
    private const string Lock =
        """
        DECLARE @result int;
        EXEC @result = sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 60000;
        SELECT @result;
        """;

    /// <summary>Applies the migrations that the database lacks, and makes types and procedures anew when they differ.</summary>
    /// <exception cref="PersistenceException">The database is of a newer version.</exception>
    public static async Task ApplyAsync(SqlConnection connection, string schema, bool withRoles, CancellationToken cancellationToken)
    {
        if (await ReadAsync(connection, null, schema, cancellationToken).ConfigureAwait(false) is { } current && IsCurrent(current, connection.Database, schema)) return;
        var transaction = (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        await LockAsync(connection, transaction, schema, cancellationToken).ConfigureAwait(false);
        var stored = await ReadAsync(connection, transaction, schema, cancellationToken).ConfigureAwait(false);
        if (stored is { } other && IsCurrent(other, connection.Database, schema)) return;

        foreach (var batch in Batches(schema, stored?.Version ?? 0, withRoles))
            await ExecuteAsync(connection, transaction, batch, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a database of a version needs, in order; the last batch notes that it was done.</summary>
    public static IEnumerable<string> Batches(string schema, int from, bool withRoles)
    {
        yield return $"IF SCHEMA_ID(N'{schema}') IS NULL EXEC (N'CREATE SCHEMA [{schema}]')";
        foreach (var migration in Scripts.Migrations.Skip(from))
            foreach (var batch in Scripts.Batches(migration, schema)) yield return batch;
        foreach (var type in Scripts.Types)
        {
            var create = Scripts.Batches(type, schema).Single().Replace("'", "''", StringComparison.Ordinal);
            yield return $"IF TYPE_ID(N'[{schema}].[{type.ObjectName}]') IS NULL EXEC (N'{create}')";
        }
        foreach (var procedure in Scripts.Procedures)
        {
            yield return $"IF OBJECT_ID(N'[{schema}].[{procedure.ObjectName}]', N'P') IS NOT NULL DROP PROCEDURE [{schema}].[{procedure.ObjectName}]";
            yield return Scripts.Batches(procedure, schema).Single();
        }
        foreach (var view in Scripts.Views)
        {
            yield return $"IF OBJECT_ID(N'[{schema}].[{view.ObjectName}]', N'V') IS NOT NULL DROP VIEW [{schema}].[{view.ObjectName}]";
            yield return Scripts.Batches(view, schema).Single();
        }
        if (withRoles)
            foreach (var batch in Scripts.Roles.SelectMany(script => Scripts.Batches(script, schema))) yield return batch;
        yield return
            $"""
            IF EXISTS (SELECT 1 FROM [{schema}].schema_version WHERE version = {Scripts.Version})
                UPDATE [{schema}].schema_version SET logic = '{Scripts.Logic}', applied_at = SYSUTCDATETIME() WHERE version = {Scripts.Version};
            ELSE
                INSERT INTO [{schema}].schema_version (version, logic, applied_at) VALUES ({Scripts.Version}, '{Scripts.Logic}', SYSUTCDATETIME());
            """;
    }

    /// <summary>Lets a database through that this assembly can work with.</summary>
    /// <exception cref="PersistenceException">It is empty, older or newer; the message says what to do.</exception>
    public static async Task CheckAsync(SqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(connection, null, schema, cancellationToken).ConfigureAwait(false)
            ?? throw new PersistenceException(
                $"The database '{connection.Database}' has no schema '{schema}' of RunkonFlow: run SqlServerSchema.MigrateAsync, give SqlServerSchema.GetScript() to who may, or set AutoMigrate.");
        ThrowIfNewer(stored, connection.Database, schema);
        if (stored.Version < Scripts.Version || stored.Logic != Scripts.Logic)
            throw new PersistenceException(
                $"The schema '{schema}' of database '{connection.Database}' is older than this program (version {stored.Version} of {Scripts.Version}): run SqlServerSchema.MigrateAsync, give SqlServerSchema.GetScript() to who may, or set AutoMigrate.");
    }

    private static bool IsCurrent(Stored stored, string database, string schema)
    {
        ThrowIfNewer(stored, database, schema);
        return stored.Version == Scripts.Version && stored.Logic == Scripts.Logic;
    }

    private static void ThrowIfNewer(Stored stored, string database, string schema)
    {
        if (stored.Version > Scripts.Version)
            throw new PersistenceException(
                $"The schema '{schema}' of database '{database}' has version {stored.Version}, and this program knows only {Scripts.Version}: update its RunkonFlow.Typed.SqlServer package, or choose another schema.");
    }

    private static async Task<Stored?> ReadAsync(SqlConnection connection, SqlTransaction? transaction, string schema, CancellationToken cancellationToken)
    {
        using var known = new SqlCommand($"SELECT OBJECT_ID(N'[{schema}].[get_schema_v1]')", connection, transaction);
        if (await known.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is null or DBNull) return null;
        using var command = new SqlCommand($"[{schema}].[get_schema_v1]", connection, transaction) { CommandType = CommandType.StoredProcedure };
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? new(reader.GetInt32(0), reader.GetString(1)) : null;
    }

    private static async Task LockAsync(SqlConnection connection, SqlTransaction transaction, string schema, CancellationToken cancellationToken)
    {
        using var command = new SqlCommand(Lock, connection, transaction) { CommandTimeout = 90 };
        command.Parameters.Add("@resource", SqlDbType.NVarChar, 255).Value = $"RunkonFlow schema {schema}";
        if ((int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! < 0)
            throw new PersistenceException($"The schema '{schema}' of database '{connection.Database}' is being changed by somebody else for over a minute: try again.");
    }

    private static async Task ExecuteAsync(SqlConnection connection, SqlTransaction transaction, string batch, CancellationToken cancellationToken)
    {
        using var command = new SqlCommand(batch, connection, transaction) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private sealed record Stored(int Version, string Logic);
}
