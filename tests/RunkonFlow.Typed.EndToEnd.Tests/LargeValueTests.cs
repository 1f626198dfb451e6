using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class LargeValueTests
{
    [Theory, CombinatorialStores]
    public async Task A_loop_over_a_long_list_writes_the_list_once_and_not_once_a_round(StoreKind kind)
    {
        var items = Enumerable.Range(0, 2_000).Select(i => $"{i:D6} {new string('x', 200)}").ToArray();
        var listBytes = items.Sum(item => item.Length + 3);
        await using var store = new TestStore(kind);
        var counting = new MeasuringPersistence(store.Store);
        await using var host = await new EngineHost(b => b.Add(LongList.Registration), counting, store.Time).StartAsync();

        var handle = await host.Client.StartAsync(LongList.Start(items), cancellationToken: TestContext.Current.CancellationToken);
        var total = await handle.ResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(items.Sum(item => item.Length), total);
        Assert.InRange(counting.Bytes, listBytes, 3L * listBytes);
    }

    /// <summary>Counts what commits hand to the store beside their rows.</summary>
    private sealed class MeasuringPersistence(IWorkflowPersistence inner) : ForwardingPersistence(inner)
    {
        private long _bytes;

        public long Bytes => Interlocked.Read(ref _bytes);

        public override ValueTask<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken = default)
        {
            Interlocked.Add(ref _bytes, commit.Frame.Length + commit.NewValues.Sum(value => value.Json.Length));
            return base.CommitAsync(commit, cancellationToken);
        }
    }
}
