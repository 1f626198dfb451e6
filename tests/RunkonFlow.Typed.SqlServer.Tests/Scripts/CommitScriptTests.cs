using System.Data;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.SqlServer.Tables;
using RunkonFlow.Typed.SqlServer.Writing;
using StoreScripts = RunkonFlow.Typed.SqlServer.Schema.Scripts;

namespace RunkonFlow.Typed.SqlServer.Tests.Scripts;

/// <summary>The procedures of commits, and the commands that call them, without a server.</summary>
public sealed partial class CommitScriptTests
{
    [Fact]
    public void The_plain_form_has_the_parameters_that_are_filled_here()
    {
        var command = CommandFor(new() { Status = RunStatus.Running });

        Assert.Equal("[rf].[commit_step_v1]", command.CommandText);
        Assert.Equal(command.Parameters.Cast<SqlParameter>().Select(Declared), Parameters("commit_step_v1"));
        Assert.Equal(Parameters("commit_step_v1"), Parameters("commit_row_v1"));
    }

    [Fact]
    public void What_does_not_hold_goes_on_with_every_parameter_in_its_place()
    {
        var passed = Text("commit_step_v1").Split("EXEC [$(schema)].commit_row_v1")[1].Split(';')[0].Split(',').Select(one => one.Trim());

        Assert.Equal(Parameters("commit_row_v1").Select(one => one.Split(' ')[0]), passed);
    }

    [Theory]
    [InlineData("s1_")]
    [InlineData("s2_")]
    public void A_step_in_plain_parameters_is_written_with_each_in_its_place(string prefix)
    {
        var expected = Parameters("write_step_v1").Select(one => one.Split(' ')[0]).Skip(3).TakeWhile(name => name != "@events").Select(name => "@" + prefix + name[1..]);
        var passed = Calls("commit_step_v1", "write_step_v1").Single(call => call.Contains($"@{prefix}operation")).Skip(3).TakeWhile(name => name != "@events");

        Assert.Equal(expected, passed);
    }

    [Fact]
    public void A_step_of_a_table_is_written_with_each_value_in_its_place()
    {
        var expected = Parameters("write_step_v1").Select(one => one.Split(' ')[0]);

        Assert.Equal(expected, Assert.Single(Calls("write_steps_v1", "write_step_v1")));
    }

    [Fact]
    public void Tables_have_the_parameters_that_are_filled_here()
    {
        var steps = new RunCommit { Status = RunStatus.Completed };
        var child = new RunCommit { Status = RunStatus.Running };
        child.Children.Add(new() { Id = default, WorkflowName = "child" });
        var escaped = new RunCommit { Status = RunStatus.Completed, Error = "it's" };

        foreach (var (commit, procedure) in new[] { (steps, "commit_steps_v1"), (child, "commit_runs_v1"), (escaped, "commit_escaped_v1") })
        {
            var command = CommandFor(commit);
            Assert.Equal($"[rf].[{procedure}]", command.CommandText);
            Assert.Equal(command.Parameters.Cast<SqlParameter>().Select(Declared), Parameters(procedure));
        }
    }

    [Fact]
    public void Every_text_of_every_table_gets_its_apostrophes_back()
    {
        var script = Text("commit_escaped_v1");
        foreach (var (parameter, type) in Parameters("commit_escaped_v1").Skip(1).Select(one => (one.Split(' ')[0][1..], one.Split('.')[1].Split(' ')[0])))
        {
            var texts = NVarChar().Matches(StoreScripts.Types.Single(one => one.ObjectName == type).Text).Select(match => match.Groups[1].Value).ToList();
            if (texts.Count == 0) continue;
            var columns = ColumnsOf(type);
            var insert = Regex.Match(script, $@"INSERT INTO @plain_{parameter}\s+\(([^)]*)\)\s+SELECT (.*?)\s+FROM @{parameter};", RegexOptions.Singleline);
            Assert.Equal(columns, insert.Groups[1].Value.Split(',').Select(one => one.Trim()));
            var expected = columns.Select(column => texts.Contains(column) ? $"REPLACE({column} COLLATE Latin1_General_100_BIN2|@apostrophe|N'''')" : column);
            Assert.Equal(expected, insert.Groups[2].Value.Replace(", @apostrophe, ", "|@apostrophe|", StringComparison.Ordinal).Split(',').Select(one => one.Trim()));
        }
    }

    [Theory]
    [InlineData("it's", '\uFDD0')]
    [InlineData("it's \uFDD0\uFDD2", '\uFDD1')]
    public void Only_a_character_that_no_text_holds_stands_for_the_apostrophe(string error, char expected)
    {
        var command = CommandFor(new() { Status = RunStatus.Completed, Error = error, AtNode = "plain" });

        Assert.Equal(expected.ToString(), command.Parameters["@apostrophe"].Value);
        var reader = (TableRowReader)command.Parameters["@commits"].Value;
        Assert.True(reader.Read());
        Assert.Equal(error.Replace('\'', expected), reader.GetString(reader.GetOrdinal("error")));
    }

    [Fact]
    public void Texts_that_hold_every_noncharacter_and_an_apostrophe_get_one_for_private_use()
    {
        var all = "'" + string.Concat(Enumerable.Range(0xFDD0, 32).Select(code => (char)code));

        Assert.Equal("\uE000", CommandFor(new() { Status = RunStatus.Completed, Error = all }).Parameters["@apostrophe"].Value);
    }

    private static SqlCommand CommandFor(RunCommit commit)
        => new CommitLane().Begin([new CommitRequest().Set(commit, null)]).ToCommand(new SqlConnection(), "rf", 30);

    private static string Text(string procedure) => StoreScripts.Procedures.Single(script => script.ObjectName == procedure).Text;

    private static string[] ColumnsOf(string type)
        => [.. Column().Matches(StoreScripts.Types.Single(one => one.ObjectName == type).Text).Select(match => match.Groups[1].Value)];

    /// <summary>A procedure's parameters as they are declared, such as <c>@status tinyint</c>.</summary>
    private static List<string> Parameters(string procedure)
    {
        var text = Text(procedure);
        var from = text.IndexOf($".{procedure}\n", StringComparison.Ordinal) + procedure.Length + 2;
        var declared = text[from..text.IndexOf("\nAS\n", StringComparison.Ordinal)];
        return [.. declared.Split(',').Select(one => one.Trim().Replace("[$(schema)]", "[rf]", StringComparison.Ordinal))];
    }

    /// <summary>The arguments of each call of a procedure in another.</summary>
    private static IEnumerable<List<string>> Calls(string from, string of)
        => Text(from).Split($"EXEC [$(schema)].{of}").Skip(1)
            .Select(call => call.Split(';')[0].Split(',').Select(one => one.Trim().Split(' ')[0]).ToList());

    private static string Declared(SqlParameter parameter) => $"{parameter.ParameterName} " + parameter.SqlDbType switch
    {
        SqlDbType.Structured => $"{parameter.TypeName.Replace("].[", "].", StringComparison.Ordinal).TrimEnd(']')} READONLY",
        SqlDbType.DateTime2 => $"datetime2({parameter.Scale})",
        SqlDbType.BigInt or SqlDbType.Int or SqlDbType.TinyInt or SqlDbType.Bit => Name(parameter),
        _ => $"{Name(parameter)}({(parameter.Size == -1 ? "max" : parameter.Size)})",
    };

    private static string Name(SqlParameter parameter) => parameter.SqlDbType switch
    {
        SqlDbType.BigInt => "bigint",
        SqlDbType.Int => "int",
        SqlDbType.TinyInt => "tinyint",
        SqlDbType.Bit => "bit",
        SqlDbType.Binary => "binary",
        SqlDbType.VarBinary => "varbinary",
        SqlDbType.Char => "char",
        SqlDbType.NChar => "nchar",
        SqlDbType.VarChar => "varchar",
        SqlDbType.NVarChar => "nvarchar",
        var other => other.ToString(),
    };

    [GeneratedRegex(@"^ +(\w+) nvarchar\(", RegexOptions.Multiline)]
    private static partial Regex NVarChar();

    [GeneratedRegex(@"^ +(?!PRIMARY)(\w+) \w+", RegexOptions.Multiline)]
    private static partial Regex Column();
}
