using System.Runtime.CompilerServices;

namespace RunkonFlow.Typed.Import.Tests;

public sealed class EmittedCodeTests
{
    [Theory]
    [InlineData("ship-change")]
    [InlineData("polish")]
    [InlineData("sweep-tickets")]
    [InlineData("every-option")]
    [InlineData("nothing")]
    public async Task A_file_by_itself_compiles_without_a_warning(string name)
    {
        var result = WorkflowImport.Import([WorkflowFiles.Read(name)]);

        Assert.Equal((1, 0), (result.Imported, result.Refused));
        Assert.Empty(await Emitted.ComplaintsAsync(result.Files));
    }

    [Fact]
    public async Task Files_that_call_each_other_compile_together()
    {
        var result = WorkflowImport.Import(
            [.. new[] { "ship-change", "polish", "sweep-tickets", "every-option", "nothing" }.Select(WorkflowFiles.Read)], new() { Namespace = "Acme.Flows" });

        Assert.Equal((5, 0), (result.Imported, result.Refused));
        Assert.Empty(await Emitted.ComplaintsAsync(result.Files));
    }

    /// <summary>What stands in <c>Imported</c> is compiled with these tests and run by them; <c>UPDATE_SNAPSHOTS=1</c> writes it anew.</summary>
    [Fact]
    public void What_runs_in_these_tests_is_what_the_import_writes()
    {
        var result = WorkflowImport.Import(
            [.. new[] { "ship-change", "polish", "sweep-tickets" }.Select(WorkflowFiles.Read)], new() { Namespace = "Studio.Workflows" });
        var folder = ImportedFolder();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            foreach (var file in result.Files) File.WriteAllText(Path.Combine(folder, file.Name), file.Text);

        Assert.Equal(result.Files.Select(file => file.Name).Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(result.Files, file => Assert.Equal(File.ReadAllText(Path.Combine(folder, file.Name)).ReplaceLineEndings("\n"), file.Text.ReplaceLineEndings("\n")));
    }

    private static string ImportedFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Imported");
}
