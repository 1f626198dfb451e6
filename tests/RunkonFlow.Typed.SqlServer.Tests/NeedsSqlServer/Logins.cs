using Microsoft.Data.SqlClient;

namespace RunkonFlow.Typed.SqlServer.Tests.NeedsSqlServer;

/// <summary>Logins with one role each.</summary>
internal static class Logins
{
    private const string Password = "Only-for-t3sts-too";

    /// <summary>Options under a login that is a member of one role of the schema and of nothing else.</summary>
    public static async Task<SqlServerOptions> WithRoleAsync(SqlServerOptions owner, string role)
    {
        var login = $"{owner.Schema}_login_{role}";
        await using var connection = await RealServer.OpenAsync(owner.ConnectionString);
        await TestDatabase.ExecuteAsync(connection, $"IF SUSER_ID(N'{login}') IS NULL EXEC (N'CREATE LOGIN [{login}] WITH PASSWORD = ''{Password}''')");
        await TestDatabase.ExecuteAsync(connection, $"IF USER_ID(N'{login}') IS NULL EXEC (N'CREATE USER [{login}] FOR LOGIN [{login}]')");
        await TestDatabase.ExecuteAsync(connection, $"ALTER ROLE [{owner.Schema}_{role}] ADD MEMBER [{login}]");
        var own = new SqlConnectionStringBuilder(owner.ConnectionString) { UserID = login, Password = Password };
        return new() { ConnectionString = own.ConnectionString, Schema = owner.Schema };
    }

    /// <summary>Whether the server refuses a statement for want of permission.</summary>
    public static async Task<bool> IsDeniedAsync(SqlServerOptions options, string sql)
    {
        await using var connection = await RealServer.OpenAsync(options.ConnectionString);
        try
        {
            await TestDatabase.ExecuteAsync(connection, sql);
            return false;
        }
        catch (SqlException exception) when (exception.Number is 229 or 230 or 262 or 1088 or 2760 or 4701 or 3701 or 15151)
        {
            return true;
        }
    }
}
