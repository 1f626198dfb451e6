using System.Reflection;
using RunkonFlow.Typed.Sqlite.Native;

namespace RunkonFlow.Typed.Sqlite.Tests;

/// <summary>Every statement of the store, found by reflection, against the schema.</summary>
public sealed class StatementTests : IDisposable
{
    private static readonly string[] s_verbs = ["SELECT", "INSERT", "UPDATE", "DELETE"];

    // A handful of rows, one per process, limit or sink; and what a statement makes for itself.
    private static readonly string[] s_smallTables = ["SCAN worker", "SCAN schema_version", "SCAN rate", "SCAN dependent", "SCAN sink", "SCAN sqlite_sequence"];

    // Beginnings of statements, which are whole elsewhere.
    private static readonly string[] s_parts = ["RunReader.Columns", "StepReader.Columns", "FanOutItems.NumberEvents"];

    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task No_statement_reads_a_table_from_end_to_end()
    {
        using (var store = new SqlitePersistence(new SqliteOptions { Path = _file.Path })) await store.InitializeAsync(TestContext.Current.CancellationToken);
        using var connection = Connection.Open(_file.Path, SqliteSynchronous.Normal);

        var statements = Statements().ToArray();
        var scans = statements.SelectMany(statement => Plan(connection, statement.Sql).Where(IsScan).Select(line => $"{statement.Name}: {line}"));

        Assert.True(statements.Length > 40, $"{statements.Length} statements found");
        Assert.Empty(scans);
    }

    private static bool IsScan(string line)
        => line.StartsWith("SCAN ", StringComparison.Ordinal) && !line.Contains("USING", StringComparison.Ordinal)
            && line != "SCAN CONSTANT ROW" && !line.StartsWith("SCAN (subquery", StringComparison.Ordinal) && !s_smallTables.Contains(line);

    private static IEnumerable<(string Name, string Sql)> Statements()
        => from type in typeof(SqlitePersistence).Assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
           from sql in TextsOf(field)
           let name = $"{type.Name}.{field.Name}"
           where s_verbs.Any(verb => sql.StartsWith(verb, StringComparison.Ordinal)) && !s_parts.Contains(name)
           select (name, sql);

    private static string[] TextsOf(FieldInfo field)
    {
        if (field.IsLiteral && field.FieldType == typeof(string)) return [(string)field.GetRawConstantValue()!];
        return field.FieldType == typeof(string[]) && !field.DeclaringType!.ContainsGenericParameters ? (string[])field.GetValue(null)! : [];
    }

    private static List<string> Plan(Connection connection, string sql)
    {
        var lines = new List<string>();
        var plan = connection[$"EXPLAIN QUERY PLAN {sql}"];
        while (plan.Step()) lines.Add(plan.Text(3));
        return lines;
    }
}
