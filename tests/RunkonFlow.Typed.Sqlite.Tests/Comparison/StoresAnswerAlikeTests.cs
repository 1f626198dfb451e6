using System.Text;
using CsCheck;
using RunkonFlow.Typed.InMemory;
using RunkonFlow.Typed.Testing;

namespace RunkonFlow.Typed.Sqlite.Tests.Comparison;

public sealed class StoresAnswerAlikeTests(ITestOutputHelper output)
{
    private static readonly int s_walks = int.TryParse(Environment.GetEnvironmentVariable("RUNKONFLOW_WALKS"), out var walks) ? walks : 60;

    private static readonly Gen<Move[]> s_moves = Gen
        .Select(Gen.Int[0, 38], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], (kind, a, b, c, d) => new Move(kind, a, b, c, d))
        .Array[20, 120];

    // To begin with: two workers, three runs, one of them claimed, and one leased that waits at a gate with options and a deadline.
    private static readonly Move[] s_opening =
    [
        new(2, 0, 0, 0, 0), new(2, 1, 0, 0, 0), new(0, 1, 0, 0, 1), new(0, 1, 1, 1, 2), new(0, 1, 2, 2, 4), new(6, 0, 0, 2, 0),
        new(18, 2, 1, 0, 0), new(23, 1, 1, 0, 0), new(20, 1, 2, 0, 8), new(22, 1, 0, 25, 0),
    ];

    private readonly Dictionary<string, int> _answers = [];

    [Fact]
    public async Task Random_calls_get_the_same_answers_from_both_stores_and_leave_the_same_content()
    {
        var seed = Environment.GetEnvironmentVariable("RUNKONFLOW_SEED");
        // A failure prints its seed; RUNKONFLOW_SEED runs it again.
        await s_moves.SampleAsync(CompareAsync, output.WriteLine, seed, iter: s_walks, threads: 1, print: moves => $"{moves.Length} moves");

        output.WriteLine(string.Join('\n', _answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value,6} {pair.Key}")));
        // Walks that are mostly refused would prove little.
        var commits = _answers.Where(pair => pair.Key.StartsWith("commit ", StringComparison.Ordinal)).Sum(pair => pair.Value);
        Assert.True(_answers.GetValueOrDefault("commit Applied") * 4 > commits, "Fewer than a quarter of the commits were applied.");
        Assert.True(_answers.GetValueOrDefault("claimed some") * 5 > _answers.GetValueOrDefault("claimed none"), "Too few claims found a run.");
    }

    [Fact]
    public async Task Families_of_runs_grow_and_end_alike_on_both_stores()
    {
        var seed = Environment.GetEnvironmentVariable("RUNKONFLOW_SEED");
        var moves = Gen
            .Select(Gen.Int[0, 21], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], (kind, a, b, c, d) => new Move(kind, a, b, c, d))
            .Array[90, 240];

        await moves.SampleAsync(CompareFamiliesAsync, output.WriteLine, seed, iter: s_walks, threads: 1, print: moves => $"{moves.Length} moves");

        output.WriteLine(string.Join('\n', _answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value,6} {pair.Key}")));
        // Walks in which families hardly grow would prove little.
        string[] wanted = ["fan-out-collected", "item-started", "item-ended", "child-ended", "step-completed"];
        foreach (var kind in wanted) Assert.True(_answers.GetValueOrDefault($"event {kind}") * 8 > s_walks, $"Hardly any {kind}.");
    }

    private async Task CompareFamiliesAsync(Move[] moves)
    {
        using var file = new DatabaseFile();
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var sqlite = new SqlitePersistence(new SqliteOptions { Path = file.Path, TimeProvider = time, Synchronous = SqliteSynchronous.Normal });
        await sqlite.InitializeAsync(TestContext.Current.CancellationToken);
        var memory = new FamilyWalk(new InMemoryPersistence(time));
        var durable = new FamilyWalk(sqlite);
        var trace = new StringBuilder();

        foreach (var (number, move) in moves.Prepend(new(0, 0, 0, 0, 0)).Index())
        {
            if (move.Kind >= 20) time.Advance(TimeSpan.FromMilliseconds(move.A * 10));
            var expected = await memory.MoveAsync(move);
            var actual = await durable.MoveAsync(move);
            trace.AppendLine($"{number}: {move} {expected}");
            if (expected != actual) Assert.Fail($"{trace}\nmemory: {expected}\nsqlite: {actual}");
            if (number % 8 != 7 && number != moves.Length) continue;
            var memoryHolds = await memory.DumpAsync();
            var sqliteHolds = await durable.DumpAsync();
            if (memoryHolds != sqliteHolds) Assert.Fail($"{trace}\n{Difference(memoryHolds, sqliteHolds)}");
            if (number == moves.Length) CountEvents(memoryHolds);
        }
    }

    private void Count(string answer)
    {
        var words = answer.Split(' ');
        var key = words[0] switch
        {
            "commit" => $"commit {words[3]}",
            "claimed" => words[1].Length > 0 ? "claimed some" : "claimed none",
            "CommandResult" => $"command {words[4].TrimEnd(',')}",
            _ => words[0],
        };
        _answers[key] = _answers.GetValueOrDefault(key) + 1;
    }

    private void CountEvents(string content)
    {
        foreach (var line in content.Split('\n'))
        {
            if (!line.StartsWith("  event ", StringComparison.Ordinal)) continue;
            var key = $"event {line.Split(' ')[4]}";
            _answers[key] = _answers.GetValueOrDefault(key) + 1;
        }
    }

    private async Task CompareAsync(Move[] moves)
    {
        using var file = new DatabaseFile();
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var sqlite = new SqlitePersistence(new SqliteOptions { Path = file.Path, TimeProvider = time, Synchronous = SqliteSynchronous.Normal });
        await sqlite.InitializeAsync(TestContext.Current.CancellationToken);
        var memory = new StoreWalk(new InMemoryPersistence(time), time);
        var durable = new StoreWalk(sqlite, time);
        var trace = new StringBuilder();

        foreach (var (number, move) in s_opening.Concat(moves).Index())
        {
            if (move.Kind >= memory.Kinds)
            {
                time.Advance(TimeSpan.FromMilliseconds(move.A % 15 == 0 ? -5_000 : move.A * 25));
                trace.AppendLine($"{number}: clock {time.Now:O}");
                continue;
            }
            var expected = await memory.MoveAsync(move);
            var actual = await durable.MoveAsync(move);
            Count(expected);
            trace.AppendLine($"{number}: {move} {expected}");
            if (expected != actual) Assert.Fail($"{trace}\nmemory: {expected}\nsqlite: {actual}");
            if (number % 10 != 9 && number != moves.Length + s_opening.Length - 1) continue;
            var memoryHolds = await memory.DumpAsync();
            var sqliteHolds = await durable.DumpAsync();
            if (memoryHolds != sqliteHolds) Assert.Fail($"{trace}\n{Difference(memoryHolds, sqliteHolds)}");
            if (number == moves.Length + s_opening.Length - 1) CountEvents(memoryHolds);
        }
    }

    private static string Difference(string memory, string sqlite)
    {
        var pairs = memory.Split('\n').Zip(sqlite.Split('\n'));
        var first = pairs.FirstOrDefault(pair => pair.First != pair.Second);
        return $"memory holds: {first.First}\nsqlite holds: {first.Second}\n\n{memory}";
    }
}
