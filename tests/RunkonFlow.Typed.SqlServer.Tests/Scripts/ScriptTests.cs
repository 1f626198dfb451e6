using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Schema;
using RunkonFlow.Typed.SqlServer.Tables;
using StoreScripts = RunkonFlow.Typed.SqlServer.Schema.Scripts;
using TableType = RunkonFlow.Typed.SqlServer.Tables.TableType;

namespace RunkonFlow.Typed.SqlServer.Tests.Scripts;

/// <summary>The scripts as they are, without a server.</summary>
public sealed partial class ScriptTests
{
    private static readonly IReadOnlyList<string> s_objects =
        CompiledModel.Objects([.. StoreScripts.Migrations, .. StoreScripts.Types, .. StoreScripts.Views, .. StoreScripts.Procedures]);

    private static IEnumerable<Script> Procedures => StoreScripts.Procedures;

    [Theory]
    [InlineData(SqlServerVersion.Sql150, false)]
    [InlineData(SqlServerVersion.Sql150, true)]
    [InlineData(SqlServerVersion.Sql160, false)]
    [InlineData(SqlServerVersion.Sql160, true)]
    [InlineData(SqlServerVersion.Sql170, false)]
    [InlineData(SqlServerVersion.Sql170, true)]
    [InlineData(SqlServerVersion.SqlAzure, false)]
    [InlineData(SqlServerVersion.SqlAzure, true)]
    public void Every_script_compiles_and_binds(SqlServerVersion version, bool isRewritten)
        => Assert.Empty(CompiledModel.Check(version, s_objects, isRewritten));

    [Theory]
    [InlineData(SqlServerVersion.Sql150)]
    [InlineData(SqlServerVersion.Sql170)]
    [InlineData(SqlServerVersion.SqlAzure)]
    public void A_mistake_in_a_column_of_a_table_valued_parameter_is_found_for_every_version(SqlServerVersion version)
    {
        var planted = s_objects.Select(text => text.Replace("c.seen_inbox > r.seen_inbox", "c.seen_inboxes > r.seen_inbox", StringComparison.Ordinal)).ToList();

        Assert.Contains(CompiledModel.Check(version, planted, isRewritten: true), found => found.Contains("seen_inboxes", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a column of a table", "SET inbox = inbox + 1,", "SET inbox_no = inbox + 1,")]
    [InlineData("a column of a table-valued parameter", "c.seen_inbox > r.seen_inbox", "c.seen_inboxes > r.seen_inbox")]
    [InlineData("a column of a table variable", "SELECT k.item_key FROM @skip AS k", "SELECT k.item_no FROM @skip AS k")]
    [InlineData("a column beside a table-valued parameter", "e.operation = f.operation AND e.attempt = f.previous_attempt", "e.operations = f.operation AND e.attempt = f.previous_attempt")]
    [InlineData("a table", "FROM [rf].transition AS t WHERE t.kind = 0", "FROM [rf].transitions AS t WHERE t.kind = 0")]
    [InlineData("a procedure", "EXEC [rf].tell_parent_v1", "EXEC [rf].tell_parents_v1")]
    [InlineData("an undeclared variable", "SET @freed = @freed + 1", "SET @freed = @free + 1")]
    [InlineData("a view that is left out", "CREATE VIEW [rf].runs", "CREATE OR ALTER VIEW [rf].runs")]
    [InlineData("a procedure that is left out", "CREATE PROCEDURE [rf].get_now_v1", "CREATE OR ALTER PROCEDURE [rf].get_now_v1")]
    public void A_mistake_is_found(string what, string right, string wrong)
    {
        var planted = s_objects.Select(text => text.Replace(right, wrong, StringComparison.Ordinal)).ToList();
        Assert.True(!planted.SequenceEqual(s_objects), $"{what} is not where this test plants its mistake.");

        var found = CompiledModel.Check(SqlServerVersion.Sql160, planted, isRewritten: true);
        Assert.True(found.Count > 0, $"{what} is not found.");
    }

    [Fact]
    public void Every_procedure_stands_in_a_file_of_its_name_and_is_made_plainly()
    {
        foreach (var script in Procedures)
        {
            var batch = Assert.Single(StoreScripts.Batches(script, "rf"));
            Assert.StartsWith($"CREATE PROCEDURE [rf].{script.ObjectName}\n", CompiledModel.WithoutComments(batch), StringComparison.Ordinal);
            Assert.Matches("_v[0-9]+$", script.ObjectName);
        }
    }

    [Fact]
    public void Every_procedure_says_what_it_does_and_in_which_order_it_locks_or_reads()
    {
        foreach (var script in Procedures)
        {
            var header = script.Text[..script.Text.IndexOf("CREATE PROCEDURE", StringComparison.Ordinal)];
            Assert.True(header.Contains("\n-- Locks: ", StringComparison.Ordinal) || header.Contains("\n-- Reads: ", StringComparison.Ordinal), script.Name);
            Assert.Matches(@"\bFor (workers|workers and clients|clients|hosts|all, at their start|workers, all the time\b.*)[.:]|\bInternal\.", header);
        }
    }

    [Fact]
    public void Every_table_that_a_procedure_writes_stands_in_its_header_in_the_order_in_which_it_is_locked()
    {
        var tables = TableName().Matches(StoreScripts.Migrations[0].Text).Select(match => match.Groups[1].Value).ToHashSet();
        foreach (var script in Procedures.Where(IsWriting))
        {
            var header = script.Text[..script.Text.IndexOf("CREATE PROCEDURE", StringComparison.Ordinal)];
            var stated = header[header.IndexOf("-- Locks: ", StringComparison.Ordinal)..].Split("Reads:")[0].Replace("\n-- ", " ", StringComparison.Ordinal);
            var order = Word().Matches(stated).Select(match => match.Value).Where(tables.Contains).Distinct().ToList();
            var written = Written().Matches(WithoutHeader(script))
                .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[3].Value).Distinct().ToList();
            Assert.True(written.All(order.Contains), $"{script.Name} states {string.Join(", ", order)} and writes {string.Join(", ", written)}.");
            // A row that is held is written in no order.
            written.RemoveAll(table => table == "run" || stated.Contains(table + " (held", StringComparison.Ordinal));
            Assert.True(order.Where(written.Contains).SequenceEqual(written), $"{script.Name} states {string.Join(", ", order)} and writes {string.Join(", ", written)}.");
        }
    }

    [Fact]
    public void The_table_of_commands_says_what_each_code_of_an_answer_means()
    {
        var migration = StoreScripts.Migrations[0].Text;
        var said = migration[migration.IndexOf("-- Codes of answers: ", StringComparison.Ordinal)..migration.IndexOf("CREATE TABLE [$(schema)].audit", StringComparison.Ordinal)];

        Assert.Equal(Enum.GetValues<AnswerCode>().Select(code => (int)code), Number().Matches(said).Select(match => int.Parse(match.Value)).Order());
    }

    [Fact]
    public void Every_writing_procedure_ends_its_transaction_at_an_error()
    {
        foreach (var script in Procedures.Where(IsWriting)) Assert.True(script.Text.Contains("SET XACT_ABORT ON;", StringComparison.Ordinal), script.Name);
    }

    [Fact]
    public void No_procedure_forces_an_index_merges_reads_uncommitted_or_builds_sql()
    {
        foreach (var script in Procedures)
            Assert.DoesNotMatch("(?i)\\bMERGE\\b|NOLOCK|READUNCOMMITTED|FORCESEEK|FORCESCAN|\\bINDEX\\s*\\(|sp_executesql|EXEC\\s*\\(|TABLOCK|WAITFOR|SERIALIZABLE", WithoutHeader(script));
    }

    [Fact]
    public void Every_procedure_that_writes_events_writes_them_for_the_sinks_too()
    {
        // One line is enough for the rows of a commit: who writes them row by row ends with it.
        const string OfOneRow = "write_step_v1";
        foreach (var script in Procedures.Where(script => script.Text.Contains($"].{OfOneRow}\n    ", StringComparison.Ordinal) && script.ObjectName != OfOneRow))
            Assert.Contains("EXEC [$(schema)].note_steps_v1 ", script.Text.Split($"].{OfOneRow}\n")[^1], StringComparison.Ordinal);
        foreach (var script in Procedures.Where(script => WritesEvents().IsMatch(script.Text) && script.ObjectName != OfOneRow))
        {
            var events = WritesEvents().Count(script.Text);
            var lines = script.Text.Split("INSERT INTO [$(schema)].event_line ").Length - 1;
            Assert.True(lines >= events, $"{script.Name} writes events in {events} places, and lines for the sinks in {lines}.");
        }
    }

    [Fact]
    public void Every_insert_lists_its_columns()
    {
        foreach (var batch in s_objects)
        {
            var inserts = new Inserts();
            CompiledModel.Parse(batch).Accept(inserts);
            Assert.True(inserts.WithoutColumns == 0, batch[..Math.Min(200, batch.Length)]);
        }
    }

    [Fact]
    public void Table_types_have_the_columns_that_are_filled_here()
    {
        Assert.Equal(TableType.All.Select(type => type.Name).Order(), StoreScripts.Types.Select(script => script.ObjectName).Order());
        foreach (var type in TableType.All)
        {
            var script = StoreScripts.Types.Single(one => one.ObjectName == type.Name);
            var columns = ColumnLine().Matches(script.Text).Select(match => (match.Groups[1].Value, Type: match.Groups[2].Value)).ToArray();
            Assert.Equal(type.Columns.Select(column => (column.Name, TypeOf(column))), columns.Select(column => (column.Item1, Normal(column.Type))));
        }

        // Texts travel as Unicode, whatever the column is.
        static string Normal(string type) => type.Replace("nvarchar", "text", StringComparison.Ordinal).Replace("varchar", "text", StringComparison.Ordinal)
            .Replace("char(", "text(", StringComparison.Ordinal).Replace("varbinary", "bytes", StringComparison.Ordinal).Replace("binary", "bytes", StringComparison.Ordinal);

        static string TypeOf(TableColumn column) => column.Type.Name switch
        {
            "Int64" => "bigint",
            "Int32" => "int",
            "Byte" => "tinyint",
            "Boolean" => "bit",
            "DateTime" => "datetime2(3)",
            "String" => column.Size == TableColumn.Max ? "text(max)" : $"text({column.Size})",
            _ => column.Size == TableColumn.Max ? "bytes(max)" : $"bytes({column.Size})",
        };
    }

    [Fact]
    public void The_status_tables_are_those_of_every_store()
    {
        var stored = TransitionRow().Matches(StoreScripts.Migrations[0].Text)
            .Select(match => (int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value), int.Parse(match.Groups[3].Value))).ToHashSet();

        var expected = new HashSet<(int, int, int)>();
        foreach (var from in Enum.GetValues<RunStatus>())
            foreach (var to in Enum.GetValues<RunStatus>())
                if (Transitions.IsAllowed(from, to)) expected.Add((0, (int)from, (int)to));
        foreach (var from in Enum.GetValues<StepStatus>())
            foreach (var to in Enum.GetValues<StepStatus>())
                if (Transitions.IsAllowed(from, to)) expected.Add((1, (int)from, (int)to));
        foreach (var from in Enum.GetValues<FanOutItemStatus>())
            foreach (var to in Enum.GetValues<FanOutItemStatus>())
                if (Transitions.IsAllowed(from, to)) expected.Add((2, (int)from, (int)to));
        Assert.Equal(expected.Order(), stored.Order());
    }

    [Fact]
    public void What_fan_outs_say_is_what_every_store_says()
    {
        var text = string.Join('\n', Procedures.Select(script => script.Text));
        foreach (var said in new[] { FanOutRules.Halted, FanOutRules.MissesDependency, FanOutRules.BrokenOff, FanOutRules.Circular })
            Assert.Contains($"N'{said}'", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a]; DROP TABLE run; --")]
    [InlineData("ä")]
    public void A_schema_name_that_would_need_quoting_is_refused(string name)
        => Assert.Throws<ArgumentException>(() => SqlServerSchema.GetScript(name));

    [Fact]
    public void The_script_for_administrators_parses_and_names_the_schema_everywhere()
    {
        var script = SqlServerSchema.GetScript("flows");

        Assert.DoesNotContain("$(", script, StringComparison.Ordinal);
        _ = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        Assert.Empty(errors.Select(error => $"{error.Line}: {error.Message}"));
    }

    private static bool IsWriting(Script script) => Writing().IsMatch(WithoutHeader(script));

    private static string WithoutHeader(Script script) => CompiledModel.WithoutComments(script.Text);

    [GeneratedRegex(@"\b(UPDATE|INSERT INTO|DELETE FROM) (\[\$\(schema\)\]|\w+\n)")]
    private static partial Regex Writing();

    [GeneratedRegex(@"CREATE TABLE \[\$\(schema\)\]\.(\w+)")]
    private static partial Regex TableName();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    // By name, or by an alias that the statement's FROM gives.
    [GeneratedRegex(@"\b(?:(?:UPDATE|INSERT INTO|DELETE FROM|DELETE TOP \(1000\) FROM) \[\$\(schema\)\]\.(\w+)|UPDATE (\w)\n[^;]*?\]\.(\w+) AS \2\b)")]
    private static partial Regex Written();

    // A run's row is its first event.
    [GeneratedRegex(@"INSERT INTO \[\$\(schema\)\]\.(event|run)\s")]
    private static partial Regex WritesEvents();

    [GeneratedRegex(@"^ +(?!PRIMARY)(\w+) (\w+(?:\((?:\d+|max)\))?)", RegexOptions.Multiline)]
    private static partial Regex ColumnLine();

    [GeneratedRegex(@"\((\d), (\d), (\d)\)")]
    private static partial Regex TransitionRow();

    private sealed class Inserts : TSqlFragmentVisitor
    {
        public int WithoutColumns { get; private set; }

        public override void ExplicitVisit(InsertSpecification node)
        {
            if (node.Columns.Count == 0) WithoutColumns++;
            base.ExplicitVisit(node);
        }
    }
}
