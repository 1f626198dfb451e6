using RunkonFlow.Typed.SqlServer;

namespace RunkonFlow.Typed;

/// <summary>Chooses the SQL Server store.</summary>
public static class SqlServerRunkonFlowBuilderExtensions
{
    /// <summary>Keeps runs in a SQL Server database, which workers on many machines share.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The database, see <see cref="SqlServerOptions.ConnectionString"/>.</param>
    /// <param name="configure">Sets what is not to be as it is by default.</param>
    /// <exception cref="ArgumentException">At the start of the host: an option is not acceptable; the message says what to do.</exception>
    /// <example><code>services.AddRunkonFlow().UseSqlServer(configuration.GetConnectionString("flows")!).AddShopWorkflows();</code></example>
    public static RunkonFlowBuilder UseSqlServer(this RunkonFlowBuilder builder, string connectionString, Action<SqlServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UseStore(_ =>
        {
            var options = new SqlServerOptions { ConnectionString = connectionString };
            configure?.Invoke(options);
            return new SqlServerPersistence(options);
        });
    }
}
