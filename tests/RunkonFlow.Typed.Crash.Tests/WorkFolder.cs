namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>A fresh folder for one experiment; it is deleted only when the experiment went well.</summary>
internal sealed class WorkFolder
{
    public string Path { get; } = Directory.CreateTempSubdirectory("runkonflow-crash-").FullName;

    public string[] Journal(string name)
    {
        var file = System.IO.Path.Combine(Path, $"journal-{name}.txt");
        return File.Exists(file) ? File.ReadAllLines(file) : [];
    }

    public string Report(int number) => File.ReadAllText(System.IO.Path.Combine(Path, $"report-{number}.txt"));

    public void Delete() => Directory.Delete(Path, recursive: true);
}
