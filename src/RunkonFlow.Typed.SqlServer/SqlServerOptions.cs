using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.SqlServer.Schema;

namespace RunkonFlow.Typed.SqlServer;

/// <summary>Where the store's database is, and how it is used.</summary>
public sealed class SqlServerOptions
{
    /// <summary>
    /// The connection string. Encryption stays as the driver has it (on, with the server's certificate checked); for a managed
    /// identity add <c>Authentication=Active Directory Managed Identity</c> and the driver's package for it.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The schema that holds the store's tables and procedures: a letter or underscore, then letters, digits, underscores.</summary>
    public string Schema { get; set; } = "runkonflow";

    /// <summary>Creates or upgrades the schema at the start. Needs rights that a worker has no other use for; off for production.</summary>
    public bool AutoMigrate { get; set; }

    /// <summary>How long one call may take before it is tried again.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long a call that fails in passing is tried again before it fails for good.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many commits, or batches of them, are under way at once; what comes meanwhile rides together in the next.</summary>
    public int MaxConcurrentCommits { get; set; } = 4;

    /// <summary>A test's clock, told to the server; null for the server's own.</summary>
    internal TimeProvider? Clock { get; set; }

    /// <summary>The roles are created with the schema.</summary>
    internal bool WithRoles { get; set; } = true;

    /// <summary>Checks what can be checked without the server.</summary>
    /// <exception cref="ArgumentException">Something is not acceptable; the message says what.</exception>
    internal void Validate()
    {
        SchemaName.Check(Schema);
        if (string.IsNullOrWhiteSpace(ConnectionString)) throw new ArgumentException("The connection string is empty: name server and database.");
        if (CommandTimeout < TimeSpan.FromSeconds(1)) throw new ArgumentException($"The command timeout is {CommandTimeout}; it must be at least a second.");
        if (RetryFor < TimeSpan.Zero) throw new ArgumentException($"Calls cannot be retried for {RetryFor}; give zero for not at all.");
        if (MaxConcurrentCommits < 1) throw new ArgumentException($"At least one commit must be allowed at once, not {MaxConcurrentCommits}.");
        _ = BuildConnectionString("");
    }

    internal string BuildConnectionString(string suffix)
    {
        SqlConnectionStringBuilder builder;
        try
        {
            builder = new SqlConnectionStringBuilder(ConnectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The driver's message may quote what it could not read, a password among it.
            throw new ArgumentException("The connection string cannot be read: check its keywords, and quote values that hold a semicolon.");
        }
        var name = builder.ShouldSerialize("Application Name") ? builder.ApplicationName : "RunkonFlow";
        builder.ApplicationName = name + suffix;
        builder.Enlist = false;
        builder.MultipleActiveResultSets = false;
        return builder.ConnectionString;
    }
}
