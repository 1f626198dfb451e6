using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using RunkonFlow.Typed.SqlServer.Schema;
using StoreScripts = RunkonFlow.Typed.SqlServer.Schema.Scripts;

namespace RunkonFlow.Typed.SqlServer.Tests.Scripts;

/// <summary>
/// The store's scripts, compiled and bound without a server. Columns of table-valued parameters and table variables are not bound by the
/// compiler, so each of them is replaced by a table of the same shape, and its columns are checked like any others.
/// </summary>
internal static partial class CompiledModel
{
    public const string Schema = "rf";

    // What each kind of object is made by; a model leaves out, without a word, what it takes for no statement of its own.
    private static readonly (ModelTypeClass Type, string Made)[] s_kinds =
    [
        (ModelSchema.Table, "TABLE"), (ModelSchema.View, "VIEW"), (ModelSchema.TableType, "TYPE"), (ModelSchema.Procedure, "PROCEDURE"), (ModelSchema.Index, "INDEX"),
    ];

    // Messages that are let through, warnings among them, by what they say; none is at present.
    private static readonly string[] s_known = [];

    /// <summary>Every statement that makes an object, as a model takes it.</summary>
    public static IReadOnlyList<string> Objects(IEnumerable<Script> scripts) =>
        [.. scripts.SelectMany(script => StoreScripts.Batches(script, Schema)).Where(batch => !StartsWithInsert().IsMatch(WithoutComments(batch)))];

    /// <summary>What the compiler has against the objects; empty when it has nothing.</summary>
    public static IReadOnlyList<string> Check(SqlServerVersion version, IEnumerable<string> objects, bool isRewritten)
    {
        var batches = isRewritten ? Rewrite(objects) : [.. objects];
        using var model = new TSqlModel(version, new TSqlModelOptions());
        var found = new List<string>();
        try
        {
            model.AddObjects($"CREATE SCHEMA [{Schema}];");
            foreach (var batch in batches) model.AddObjects(batch);
        }
        catch (DacModelException exception)
        {
            found.AddRange(exception.Messages.Select(message => $"{message.Prefix}{message.Number}: {message.Message}"));
            return found;
        }
        found.AddRange(model.Validate()
            .Where(message => !s_known.Any(known => message.Message.Contains(known, StringComparison.Ordinal)))
            .Select(message => $"{message.MessageType} {message.Prefix}{message.Number}: {message.Message}"));
        foreach (var (type, made) in s_kinds)
        {
            var held = model.GetObjects(DacQueryScopes.UserDefined, type).Count();
            var expected = batches.Count(batch => Makes().Match(WithoutComments(batch)) is { Success: true } match && match.Groups[1].Value == made);
            if (held != expected) found.Add($"The model holds {held} of {expected} objects made by CREATE {made}.");
        }
        return found;
    }

    /// <summary>A batch as the parser sees it.</summary>
    public static TSqlFragment Parse(string batch)
    {
        var fragment = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(batch), out var errors);
        return errors.Count == 0 ? fragment : throw new FormatException($"{errors[0].Message} (line {errors[0].Line}) in {batch}");
    }

    private static List<string> Rewrite(IEnumerable<string> objects)
    {
        var rewritten = new List<string>();
        foreach (var batch in objects)
        {
            if (CreateType().Match(batch) is { Success: true } type) rewritten.Add($"CREATE TABLE [{Schema}].[shadow_{type.Groups[1].Value}] {type.Groups[2].Value};");
            var shadows = new TableShadows(rewritten.Count);
            Parse(batch).Accept(shadows);
            rewritten.AddRange(shadows.Tables);
            rewritten.Add(shadows.Apply(batch));
        }
        return rewritten;
    }

    public static string WithoutComments(string batch) => string.Join('\n', batch.Split('\n').SkipWhile(line => line.StartsWith("--", StringComparison.Ordinal) || line.Length == 0));

    [GeneratedRegex("^CREATE (?:OR ALTER )?(?:UNIQUE )?(PROCEDURE|TABLE|VIEW|TYPE|INDEX)\\b")]
    private static partial Regex Makes();

    [GeneratedRegex("^(INSERT|GRANT|IF)\\b")]
    private static partial Regex StartsWithInsert();

    [GeneratedRegex(@"CREATE TYPE \[rf\]\.(\w+) AS TABLE\s*(\(.*\))\s*;", RegexOptions.Singleline)]
    private static partial Regex CreateType();

    private sealed class TableShadows(int number) : TSqlFragmentVisitor
    {
        private readonly Dictionary<string, string> _shadows = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<(int Offset, int Length, string Text)> _edits = [];

        public List<string> Tables { get; } = [];

        public override void ExplicitVisit(CreateProcedureStatement node)
        {
            foreach (var parameter in node.Parameters.Where(one => one.Modifier == ParameterModifier.ReadOnly))
                _shadows[parameter.VariableName.Value] = $"[{Schema}].[shadow_{((UserDataTypeReference)parameter.DataType).Name.BaseIdentifier.Value}]";
            base.ExplicitVisit(node);
        }

        public override void ExplicitVisit(DeclareTableVariableBody node)
        {
            var name = $"[{Schema}].[variable_{number}_{Tables.Count}]";
            var text = string.Concat(node.ScriptTokenStream
                .Skip(node.Definition.FirstTokenIndex).Take(node.Definition.LastTokenIndex - node.Definition.FirstTokenIndex + 1).Select(token => token.Text));
            Tables.Add($"CREATE TABLE {name} ({text});");
            _shadows[node.VariableName.Value] = name;
            base.ExplicitVisit(node);
        }

        public override void ExplicitVisit(VariableTableReference node)
        {
            if (_shadows.TryGetValue(node.Variable.Name, out var shadow)) _edits.Add((node.Variable.StartOffset, node.Variable.FragmentLength, shadow));
            base.ExplicitVisit(node);
        }

        public string Apply(string batch)
        {
            foreach (var (offset, length, text) in _edits.OrderByDescending(edit => edit.Offset)) batch = batch.Remove(offset, length).Insert(offset, text);
            return batch;
        }
    }
}
