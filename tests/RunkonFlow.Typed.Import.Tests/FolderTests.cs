using System.Text.RegularExpressions;

namespace RunkonFlow.Typed.Import.Tests;

/// <summary>
/// Files from outside, which are not ours to keep here: the environment variable <c>RUNKON_WORKFLOWS</c> names a folder with
/// them. Each is imported by itself; those of one folder also together, as far as their workflows have different names.
/// </summary>
public sealed partial class FolderTests(ITestOutputHelper output)
{
    private const string Variable = "RUNKON_WORKFLOWS";
    private const int BatchSize = 40;

    [Fact]
    public async Task Every_file_of_the_folder_is_imported_and_compiles_or_is_refused_with_its_place()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"The environment variable {Variable} names no folder with .wf files.");

        var files = Directory.EnumerateFiles(folder!, "*.wf", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var (imported, refused, warnings, wrong) = (0, 0, 0, new List<string>());
        foreach (var batch in files.Chunk(BatchSize))
        {
            var emitted = new List<ImportedFile>();
            foreach (var file in batch)
            {
                var name = $"F{Array.IndexOf(batch, file)}";
                var result = WorkflowImport.Import(
                    [new(file, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))], new() { Namespace = name });
                imported += result.Imported;
                refused += result.Refused;
                warnings += result.Findings.Count(finding => finding.Severity == FindingSeverity.Warning);
                if (result.Findings.FirstOrDefault(finding => finding.Severity == FindingSeverity.Error) is { } error) output.WriteLine(error.ToString());
                emitted.AddRange(result.Files.Select(one => new ImportedFile($"{file}/{one.Name}", WithOwnId(one.Text, name))));
            }
            if (emitted.Count > 0) wrong.AddRange(await Emitted.ComplaintsAsync(emitted));
        }
        var sets = files.GroupBy(file => Path.GetDirectoryName(file)!).Where(IsSet).ToList();
        foreach (var set in sets)
        {
            var result = WorkflowImport.Import([.. set.Select(file => new WorkflowSource(file, File.ReadAllText(file)))]);
            output.WriteLine($"{set.Key} together: {result.Imported} imported, {result.Refused} refused, {result.Findings.Length} findings");
            if (!result.Files.IsEmpty) wrong.AddRange(await Emitted.ComplaintsAsync(result.Files));
        }

        output.WriteLine($"{files.Count} files: {imported} imported with {warnings} warnings, {refused} refused; {sets.Count} sets.");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(40)));
        Assert.True(imported > 0, $"{folder} holds no file that could be imported.");
    }

    // A folder with the versions of one workflow is none.
    private static bool IsSet(IGrouping<string, string> folder)
        => folder.Count() > 1 && folder.Select(file => Path.GetFileNameWithoutExtension(file)).Any(name => name.Contains('-', StringComparison.Ordinal));

    // Many files are compiled at once, each in a namespace of its own: their workflows need ids of their own too.
    private static string WithOwnId(string text, string prefix) => WorkflowAttribute().Replace(text, $"$0{prefix.ToLowerInvariant()}-");

    [GeneratedRegex(@"\[Workflow\(\s*""")]
    private static partial Regex WorkflowAttribute();
}
