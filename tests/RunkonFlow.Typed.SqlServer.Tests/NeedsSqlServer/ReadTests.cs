using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.SqlServer.Calls;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Tests.NeedsSqlServer;

/// <summary>How much an idle worker reads beside thousands of parked runs.</summary>
[Trait(RealServer.Trait, RealServer.Product)]
public sealed partial class ReadTests
{
    private const string Schema = "rf_reads";

    private const int Parked = 20_000;

    // What seeks read: a call asks the runs in four statements at most (of claim_runs_v1: those of a repeated claim, incompatible, due, next due), each
    // of which goes down one index once, as there is one queue and one workflow. Entries of 100 bytes are 80 to a page, so 20,000 are three levels; the
    // filtered indexes, which hold no parked run, are one. That is 12 pages.
    private const int PagesOfSeeks = 4 * 3;

    // What reading the parked runs takes: no index that holds them has smaller entries than ux_run_id, the run's id, its key and 3 bytes of overhead.
    private const int PagesOfParked = Parked * (26 + 8 + 3) / 8096;

    // Half way, so that neither a plan with a second look nor an index with fuller pages decides.
    private const int MostPages = (PagesOfSeeks + PagesOfParked) / 2;

    [Theory]
    [InlineData("claim_runs_v1")]
    [InlineData("get_next_due_v1")]
    [InlineData("get_news_v1")]
    [InlineData("recover_expired_v1")]
    public async Task A_worker_that_has_nothing_to_do_reads_no_parked_run(string procedure)
    {
        var options = await RealServer.EmptyAsync(Schema);
        await new SqlServerPersistence(options).RegisterWorkerAsync(new("w1", "test", TimeSpan.FromMinutes(10)), TestContext.Current.CancellationToken);
        await using var connection = await RealServer.OpenAsync(options.ConnectionString);
        await ParkAsync(connection);
        var pages = 0;
        connection.InfoMessage += (_, told) => pages += PagesOfRuns().Matches(told.Message).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        await TestDatabase.ExecuteAsync(connection, "SET LANGUAGE us_english; SET STATISTICS IO ON;");

        await ExecuteAsync(connection, CallOf(procedure));

        Assert.InRange(pages, 0, MostPages);
        // The runs are there, and reading them would have shown.
        Assert.Equal(Parked, await RealServer.ScalarAsync(connection, $"SELECT COUNT(*) FROM [{Schema}].run WITH (INDEX(1)) WHERE status = 2"));
        Assert.True(pages > MostPages, $"reading every run is {pages} pages in all");
    }

    private static Call CallOf(string procedure) => procedure switch
    {
        "claim_runs_v1" => new Call(procedure)
            .Text("worker", "w1", 200).Guid("claim_id", Guid.NewGuid()).Text("namespace", "default", 200).Int("most", 10).Int("poison_limit", 10)
            .Texts("queues", new TableRows(TableType.Texts).Int(0).Int(0).Text("default"),
                "workflows", new TableRows(TableType.Workflows).Text("order").Int(1).Text("shape")),
        "get_next_due_v1" => new Call(procedure).Text("namespace", "default", 200),
        "get_news_v1" => new Call(procedure).Text("worker", "w1", 200),
        _ => new Call(procedure),
    };

    private static async Task ExecuteAsync(SqlConnection connection, Call call)
    {
        await using var command = call.ToCommand(connection, Schema, 60);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.NextResultAsync(TestContext.Current.CancellationToken)) { }
    }

    private static async Task ParkAsync(SqlConnection connection)
    {
        await TestDatabase.ExecuteAsync(
            connection,
            $"""
            INSERT INTO [{Schema}].run (run_id, status, due_at, namespace, queue, priority, workflow, workflow_version, created_at, frame)
            SELECT TOP ({Parked}) CAST('0000000000' + CAST(1000000000000000 + ROW_NUMBER() OVER (ORDER BY a.object_id) AS varchar(16)) AS char(26)), 2, NULL,
                   N'default', N'default', 0, N'order', 1, SYSUTCDATETIME(), 0x7B7D
            FROM sys.all_columns AS a CROSS JOIN sys.all_columns AS b;
            """);
        await TestDatabase.ExecuteAsync(connection, $"UPDATE STATISTICS [{Schema}].run WITH FULLSCAN; EXEC sp_recompile N'[{Schema}].run';");
    }

    [GeneratedRegex(@"Table 'run'\. Scan count \d+, logical reads (\d+)")]
    private static partial Regex PagesOfRuns();
}
