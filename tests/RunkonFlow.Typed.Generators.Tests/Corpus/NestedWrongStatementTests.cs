using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Tests.Corpus;

/// <summary>Each wrong statement, in each place where a statement with durable operations may stand.</summary>
public sealed partial class NestedWrongStatementTests
{
    private static readonly Dictionary<string, string> Nestings = new()
    {
        ["the flow"] = "HERE\nawait NoteAsync(n);",
        ["a block"] = "{\nHERE\n}\nawait NoteAsync(n);",
        ["an if"] = "if (n > 1)\n{\nHERE\nawait NoteAsync(n);\n}",
        ["an else"] = "if (n > 1) await NoteAsync(n);\nelse\n{\nHERE\n}",
        ["a while"] = "while (Flow.Loop(n < 100, 5))\n{\nHERE\nawait NoteAsync(n);\n}",
        ["a do"] = "do\n{\nHERE\nawait NoteAsync(n);\n}\nwhile (Flow.Loop(n < 100, 5));",
        ["a for"] = "for (var i = 0; i < 3; i++)\n{\nHERE\nawait NoteAsync(i);\n}",
        ["a foreach"] = "foreach (var item in items)\n{\nawait NoteAsync(item.Length);\nHERE\n}",
        ["a switch"] = "switch (n)\n{\ncase 1:\n{\nHERE\nawait NoteAsync(n);\nbreak;\n}\ndefault: break;\n}",
        ["a try"] = "try\n{\nHERE\nawait NoteAsync(n);\n}\ncatch (StepFailedException) { n = 0; }",
        ["a catch"] = "try\n{\nawait NoteAsync(n);\n}\ncatch (StepFailedException)\n{\nHERE\n}",
        ["a finally"] = "try\n{\nawait NoteAsync(n);\n}\nfinally\n{\nHERE\n}",
        ["a loop in a try in a loop"] = "foreach (var item in items)\n{\ntry\n{\nfor (var i = 0; i < 3; i++)\n{\nHERE\nawait NoteAsync(i);\n}\n}\nfinally { n = 0; }\n}",
    };

    public static TheoryData<string> Places => [.. Nestings.Keys];

    [Theory, MemberData(nameof(Places))]
    public async Task A_wrong_statement_gets_one_answer_wherever_it_stands(string place)
    {
        var text = Workflows(Nestings[place]);
        var wanted = Marks(text);

        var build = await CommandLineBuild.RunAsync(CorpusProgram.OfMembers(place, text).Trees(), TestContext.Current.CancellationToken);

        var answers = build.Diagnostics
            .Where(diagnostic => CorpusAssert.IsOurs(diagnostic) || diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}")
            .ToList();
        Assert.Equal(wanted, answers.Order(StringComparer.Ordinal));
        Assert.All(build.Diagnostics, diagnostic => Assert.DoesNotContain(diagnostic.Location.SourceTree, build.GeneratedTrees));
    }

    [Fact]
    public void There_are_as_many_statements_and_places_as_are_meant_to_be()
    {
        Assert.True(CorpusProgram.NestedStatements.Count >= 35, $"{CorpusProgram.NestedStatements.Count} statements");
        Assert.True(Nestings.Count >= 12, $"{Nestings.Count} places");
    }

    /// <summary>One workflow for each wrong statement; a single compilation is far cheaper than one for each.</summary>
    private static string Workflows(string nesting)
    {
        var text = new StringBuilder("namespace Shop;\n\n");
        foreach (var (name, statement) in CorpusProgram.NestedStatements.Select(nested => (nested.Key, nested.Value.Text)))
        {
            var number = text.Length.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $$"""
                // {{name}}
                [Workflow("wrong-{{number}}")]
                public sealed partial class Wrong{{number}}
                {
                    private int _last;

                    public int Last => _last;

                    [Flow]
                    public async Task<int> RunAsync(int n, int[] numbers, string[] items, CancellationToken ct = default)
                    {
                {{nesting.Replace("HERE", statement.Trim())}}
                        return n;
                    }

                    [Step]
                    private Task<int> AddAsync(int n, CancellationToken ct = default) => Task.FromResult(n + 1);

                    [Step]
                    private Task<int> TwiceAsync(int n) => Task.FromResult(2 * n);

                    [Step]
                    private Task<bool> CheckAsync(int n) => Task.FromResult(n > 1);

                    [Step]
                    private Task<int[]> NumbersAsync(int n) => Task.FromResult(new[] { n });

                    [Step]
                    private Task NoteAsync(int n) => Task.FromResult(n);
                }


                """);
        }
        return text.ToString();
    }

    private static IEnumerable<string> Marks(string text)
        => text.Split('\n').Index()
            .Select(line => (line.Index, Match: Mark().Match(line.Item)))
            .Where(line => line.Match.Success)
            .Select(line => $"{line.Index + 1}: {line.Match.Groups[1].Value}")
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"// (RKF\d{4})")]
    private static partial Regex Mark();
}
