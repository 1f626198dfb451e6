namespace RunkonFlow.Typed.Sqlite.Tests;

/// <summary>A database in a folder of its own, gone with everything SQLite puts beside it when the test ends.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runkonflow-sqlite-");

    public string Folder => _folder.FullName;

    public string Path => System.IO.Path.Combine(_folder.FullName, "test.db");

    public void Dispose() => _folder.Delete(recursive: true);
}
