namespace RunkonFlow.Typed.Oracle.Tests.Mutants;

/// <summary>Where the sources are.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RunkonFlow.Typed.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside of the repository, whose generator sources they need.");
    }
}
