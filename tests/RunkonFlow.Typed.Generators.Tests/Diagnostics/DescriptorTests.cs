using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RunkonFlow.Typed.Generators.Tests.Diagnostics;

/// <summary>Every descriptor that the generator's assembly declares, found by reflection.</summary>
public sealed partial class DescriptorTests
{
    private static readonly string Root = FindRoot();

    private static readonly DiagnosticDescriptor[] Descriptors =
    [
        .. typeof(WorkflowGenerator).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!),
    ];

    public static TheoryData<string> Ids => [.. Descriptors.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Ids_are_unique() => Assert.Equal(Descriptors.Length, Descriptors.Select(d => d.Id).Distinct().Count());

    [Fact]
    public void Every_rule_that_an_analyzer_reports_is_among_them()
    {
        var reported = AnalyzerHarness.All.Where(analyzer => analyzer is not DiagnosticSuppressor)
            .SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id);

        Assert.Empty(reported.Except(Descriptors.Select(descriptor => descriptor.Id)));
        Assert.Equal(["RKF9000"], Descriptors.Select(descriptor => descriptor.Id).Except(reported));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_and_the_page_has_its_title(string id)
    {
        var descriptor = Descriptors.Single(d => d.Id == id);
        var page = File.ReadAllText(Path.Combine(Root, "docs", "diagnostics", $"{id}.md"));

        Assert.Equal($"https://github.com/runkonflow/runkonflow-typed/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_stands_in_exactly_one_release_file(string id)
    {
        var folder = Path.Combine(Root, "generators", "RunkonFlow.Typed.Generators");
        var lines = new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => File.ReadLines(Path.Combine(folder, file)))
            .Where(line => line.StartsWith(id, StringComparison.Ordinal));

        Assert.Single(lines);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_names_what_it_is_about(string id)
        => Assert.Contains("{0}", Descriptors.Single(d => d.Id == id).MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    [Fact]
    public void A_page_without_a_rule_is_left_over()
    {
        var pages = Directory.GetFiles(Path.Combine(Root, "docs", "diagnostics"), "*.md").Select(Path.GetFileNameWithoutExtension);

        Assert.Empty(pages.Where(page => RuleId().IsMatch(page!)).Except(Descriptors.Select(d => d.Id)));
    }

    [GeneratedRegex("^RKF[0-9]{4}$")]
    private static partial Regex RuleId();

    private static string FindRoot([CallerFilePath] string file = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
