using System.Globalization;
using System.Text;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Schema;

namespace RunkonFlow.Typed.SqlServer;

/// <summary>The store's schema in a database: applied by a program, or written out for those who look after the database.</summary>
public static class SqlServerSchema
{
    /// <summary>The schema version that this assembly works with.</summary>
    public static int Version => Scripts.Version;

    /// <summary>
    /// Creates or upgrades the schema. Safe to run twice and by several at once; everything is one transaction. Needs the right to
    /// create schemas, tables, types, procedures and roles.
    /// </summary>
    /// <exception cref="PersistenceException">The database is of a newer version, or cannot be reached.</exception>
    public static async Task MigrateAsync(string connectionString, string schema = "runkonflow", CancellationToken cancellationToken = default)
        => await MigrateAsync(connectionString, schema, withRoles: true, cancellationToken).ConfigureAwait(false);

    /// <summary>What <see cref="MigrateAsync(string, string, CancellationToken)"/> does, as a script for <c>sqlcmd</c>.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="fromVersion">The version that the database has; 0 for none.</param>
    public static string GetScript(string schema = "runkonflow", int fromVersion = 0)
    {
        SchemaName.Check(schema);
        ArgumentOutOfRangeException.ThrowIfNegative(fromVersion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fromVersion, Version);
        var script = new StringBuilder()
            .AppendLine(string.Create(CultureInfo.InvariantCulture, $"-- RunkonFlow.Typed: schema {schema}, from version {fromVersion} to {Version}. Run it whole, with sqlcmd -b."))
            .AppendLine("SET XACT_ABORT, ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;")
            .AppendLine("SET NUMERIC_ROUNDABORT OFF;").AppendLine("GO")
            .AppendLine("BEGIN TRANSACTION;")
            .Append("EXEC sp_getapplock @Resource = N'RunkonFlow schema ").Append(schema).AppendLine("', @LockMode = 'Exclusive', @LockOwner = 'Transaction';")
            .AppendLine("GO");
        foreach (var batch in Migrator.Batches(schema, fromVersion, withRoles: true)) script.AppendLine(batch).AppendLine("GO");
        return script.AppendLine("COMMIT TRANSACTION;").AppendLine("GO").ToString();
    }

    internal static async Task MigrateAsync(string connectionString, string schema, bool withRoles, CancellationToken cancellationToken)
    {
        var options = new SqlServerOptions { ConnectionString = connectionString, Schema = schema };
        options.Validate();
        var connection = new SqlConnection(options.BuildConnectionString(" schema"));
        await using var ending = connection.ConfigureAwait(false);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await Migrator.ApplyAsync(connection, schema, withRoles, cancellationToken).ConfigureAwait(false);
        }
        catch (SqlException exception)
        {
            throw new PersistenceException($"The schema '{schema}' cannot be applied (error {exception.Number}): {exception.Message}", exception);
        }
    }
}
