using RunkonFlow.Typed.Sqlite;
using RunkonFlow.Typed.SqlServer;
using RunkonFlow.Typed.SqlServer.Tests;
using RunkonFlow.Typed.Testing;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

/// <summary>The stores of the tests of one class in virtual time.</summary>
public sealed class SampleStores : IDisposable
{
    private readonly List<string> _folders = [];
    private readonly List<string> _schemas = [];

    internal WorkflowTest<TResult> On<TResult>(StoreKind kind, WorkflowStart<TResult> start)
    {
        var test = WorkflowTest.For(start);
        return kind switch
        {
            StoreKind.Sqlite => test.WithStore(time => new SqlitePersistence(new() { Path = NewFile(), TimeProvider = time })),
            StoreKind.SqlServer => test.WithStore(time => new SqlServerPersistence(Rent(time))).WithPatience(TimeSpan.FromMinutes(1)),
            _ => test,
        };
    }

    public void Dispose()
    {
        foreach (var folder in _folders) Directory.Delete(folder, recursive: true);
        foreach (var schema in _schemas) TestDatabase.Return(schema);
    }

    private string NewFile()
    {
        _folders.Add(Directory.CreateTempSubdirectory("runkonflow-").FullName);
        return Path.Combine(_folders[^1], "runs.db");
    }

    private SqlServerOptions Rent(TimeProvider time)
    {
        var options = TestDatabase.Rent(time);
        _schemas.Add(options.Schema);
        return options;
    }
}
