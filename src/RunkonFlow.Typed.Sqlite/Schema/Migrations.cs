using System.Globalization;
using System.Reflection;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Schema;

/// <summary>
/// The numbered scripts that make the schema, embedded. A released one never changes. All that a file lacks run in one
/// transaction, so that a file is either as it was or as this version needs it.
/// </summary>
internal static class Migrations
{
    /// <summary>"RkFt" as a number: says in the file's header whose file it is.</summary>
    private const int ApplicationId = 0x526B4674;

    private static readonly string[] s_scripts = ReadScripts();

    /// <summary>The schema version that this assembly needs.</summary>
    public static int Version => s_scripts.Length;

    /// <summary>Brings a file up to date.</summary>
    /// <exception cref="PersistenceException">It is another program's file, or of a newer version.</exception>
    /// <exception cref="SqliteFailure">SQLite failed, or the file is locked.</exception>
    public static void Apply(Connection connection, string path, TimeProvider time)
    {
        if (connection.Scalar("PRAGMA journal_mode") != "wal")
        {
            // Looked at first: another program's file is not to be changed, its journal mode included.
            _ = StoredVersion(connection, path);
            connection.Scalar("PRAGMA journal_mode = WAL");
        }
        if (StoredVersion(connection, path) == Version) return;
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            var from = StoredVersion(connection, path);
            for (var version = from; version < Version; version++) connection.Execute(s_scripts[version]);
            if (from < Version) Record(connection, time);
            connection.Execute("COMMIT");
        }
        catch
        {
            if (connection.IsInTransaction) connection.Execute("ROLLBACK");
            throw;
        }
    }

    private static int StoredVersion(Connection connection, string path)
    {
        var applicationId = connection.Scalar("PRAGMA application_id");
        if (applicationId == "0" && connection.Scalar("SELECT count(*) FROM sqlite_schema") == "0") return 0;
        if (applicationId != ApplicationId.ToString(CultureInfo.InvariantCulture))
            throw new PersistenceException($"The database '{path}' belongs to another program: choose another path for the store.");
        var version = int.Parse(connection.Scalar("SELECT max(version) FROM schema_version")!, CultureInfo.InvariantCulture);
        return version <= Version
            ? version
            : throw new PersistenceException(
                $"The database '{path}' has schema version {version}, and this program knows only {Version}: update its RunkonFlow.Typed.Sqlite package, or choose another path.");
    }

    private static void Record(Connection connection, TimeProvider time)
    {
        connection.Execute($"PRAGMA application_id = {ApplicationId}");
        connection["INSERT INTO schema_version (version, applied_at) VALUES (?1, ?2)"].Bind((long)Version).Bind(time.GetUtcNow()).Run();
    }

    private static string[] ReadScripts()
    {
        var assembly = typeof(Migrations).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name))];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
