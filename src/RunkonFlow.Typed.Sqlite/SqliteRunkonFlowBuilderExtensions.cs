using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RunkonFlow.Typed.Sqlite;

namespace RunkonFlow.Typed;

/// <summary>Chooses the SQLite store.</summary>
public static class SqliteRunkonFlowBuilderExtensions
{
    /// <summary>Keeps runs in a SQLite file, which several processes of one machine may share.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The database file; its folder must exist. See <see cref="SqliteOptions.Path"/>.</param>
    /// <param name="configure">Sets what is not to be as it is by default.</param>
    /// <example><code>services.AddRunkonFlow().UseSqlite("flows.db").AddShopWorkflows();</code></example>
    public static RunkonFlowBuilder UseSqlite(this RunkonFlowBuilder builder, string path, Action<SqliteOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseStore(services =>
        {
            var options = new SqliteOptions
            {
                Path = path,
                TimeProvider = services.GetRequiredService<TimeProvider>(),
                Logger = services.GetService<ILoggerFactory>()?.CreateLogger<SqlitePersistence>(),
            };
            configure?.Invoke(options);
            return new SqlitePersistence(options);
        });
    }
}
