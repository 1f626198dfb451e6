using RunkonFlow.Typed.Cli;

namespace RunkonFlow.Typed.Import.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("runkonflow-cli-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_imported_into_another()
    {
        Write("flows/a.wf", "workflow a { call workflow b }");
        Write("flows/deep/b.wf", "workflow b { call c }");

        Assert.Equal(0, Run("import", At("flows"), "--output", At("out"), "--namespace", "Acme.Flows"));

        Assert.Contains("namespace Acme.Flows;", File.ReadAllText(At("out/A.cs")), StringComparison.Ordinal);
        Assert.Contains("2 of 2 workflows imported", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_refused_gives_1_and_the_others_are_written()
    {
        Write("a.wf", "workflow a { call c }");
        Write("b.wf", "workflow b { call }");

        Assert.Equal(1, Run("import", At("a.wf"), At("b.wf"), "--output", At("out")));

        Assert.True(File.Exists(At("out/A.cs")));
        Assert.Contains($"{At("b.wf")}(1,19): error: ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_exist_are_written_over_only_with_force()
    {
        Write("a.wf", "workflow a { call c }");
        Write("out/A.cs", "// mine");

        Assert.Equal(1, Run("import", At("a.wf"), "--output", At("out")));
        Assert.Equal("// mine", File.ReadAllText(At("out/A.cs")));
        Assert.False(File.Exists(At("out/AInput.cs")));
        Assert.Equal(0, Run("import", At("a.wf"), "--output", At("out"), "--force"));
        Assert.True(File.Exists(At("out/AInput.cs")));
    }

    [Fact]
    public void A_wrong_command_line_gives_2()
    {
        Write("a.wf", "workflow a { call c }");
        Directory.CreateDirectory(At("empty"));

        Assert.Equal(2, Run("import"));
        Assert.Equal(2, Run("import", At("missing.wf")));
        Assert.Equal(2, Run("import", At("a.wf"), "--namespace", "1st"));
        Assert.Equal(2, Run("import", At("a.wf"), "--speed", "high"));
        Assert.Equal(2, Run("import", At("empty")));
    }

    private int Run(params string[] args) => RunkonflowCommand.Run(args, _output, _error);

    private string At(string path) => Path.Combine(_folder, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}
