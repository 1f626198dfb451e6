using System.Text.Json.Serialization;

namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>How far an import has come.</summary>
public sealed record Imported(int Pages, string Last);

[JsonSerializable(typeof(Imported))]
public sealed partial class ImportJson : JsonSerializerContext;

/// <summary>What the import's surroundings do to it, page by page, and what it has fetched.</summary>
public sealed class ImportWorld
{
    public Func<string, int, StepContext, CancellationToken, Task> OnPage { get; set; } = static (_, _, _, _) => Task.CompletedTask;

    public System.Collections.Concurrent.ConcurrentQueue<string> Fetched { get; } = [];
}

/// <summary>Long steps that save how far they are: one line of them, branches, and items.</summary>
[Workflow("import", Json = typeof(ImportJson))]
public sealed partial class Import(ImportWorld world)
{
    [Flow]
    public async Task<int> RunAsync(int pages, string[] shards, CancellationToken ct = default)
    {
        var main = await FetchAsync("main", pages, ct);
        var (left, right) = await Flow.Parallel(Flow.As("left", FetchAsync("left", pages, ct)), Flow.As("right", FetchAsync("right", pages, ct)));
        var items = await Flow.ForEach(shards, shard => Flow.As("shard", FetchAsync(shard, pages, ct)), cancellationToken: ct);
        return main + left + right + items.Results.Sum();
    }

    [Step, Retry(MaxAttempts = 3, Delay = "1s")]
    private async Task<int> FetchAsync(string source, int pages, CancellationToken ct = default, StepContext step = default)
    {
        var done = step.TryGetSaved<Imported>(ImportJson.Default.Imported, out var saved) ? saved.Pages : 0;
        while (done < pages)
        {
            world.Fetched.Enqueue($"{source}{done}");
            await world.OnPage(source, done, step, ct);
            done++;
            await step.SaveAsync(new Imported(done, $"{source}{done}"), ImportJson.Default.Imported);
            step.Progress(done, pages);
        }
        return done;
    }
}
