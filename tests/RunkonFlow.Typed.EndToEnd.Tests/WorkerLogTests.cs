using System.Reflection;
using Microsoft.Extensions.Logging;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class WorkerLogTests
{
    [Theory, CombinatorialStores]
    public async Task A_worker_that_stops_says_which_it_was(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var lease = new TakenLease(store.Store);
        await using var host = await new EngineHost(static builder => builder.Add(Hoard.Registration), lease, store.Time).StartAsync();

        await host.StopAsync();

        Assert.Contains(host.Logs.Entries, text => text.StartsWith($"Worker {lease.Tokens.Single()} stopped", StringComparison.Ordinal));
    }

    [Theory, CombinatorialStores]
    public async Task A_worker_that_has_lost_its_lease_says_which_it_was_and_which_it_is_now(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        var lease = new TakenLease(store.Store) { IsTaken = true };
        await using var host = await new EngineHost(static builder => builder.Add(Hoard.Registration), lease, store.Time).StartAsync();

        await lease.RegisteredTwice.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        await host.StopAsync();

        Assert.Contains(host.Logs.Errors, text => text.StartsWith($"Worker {lease.Tokens[0]} has lost its lease", StringComparison.Ordinal));
        Assert.Contains(host.Logs.Entries, text => text.StartsWith($"Worker {lease.Tokens[1]} stopped", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_event_that_is_logged_has_an_id_of_its_own()
    {
        var ids = typeof(Engine.Log).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>().ToArray();

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    /// <summary>A store that says once, where it is asked to, that the lease is another's.</summary>
    private sealed class TakenLease(IWorkflowPersistence inner) : ForwardingPersistence(inner)
    {
        private readonly TaskCompletionSource _registeredTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsTaken { get; set; }

        public List<string> Tokens { get; } = [];

        public Task RegisteredTwice => _registeredTwice.Task;

        public override async ValueTask<WorkerLease> RegisterWorkerAsync(NewWorker worker, CancellationToken cancellationToken = default)
        {
            var lease = await base.RegisterWorkerAsync(worker, cancellationToken);
            Tokens.Add(lease.Token);
            if (Tokens.Count == 2) _registeredTwice.TrySetResult();
            return lease;
        }

        public override async ValueTask<WorkerLease?> HeartbeatAsync(WorkerLease lease, TimeSpan timeToLive, CancellationToken cancellationToken = default)
        {
            if (!IsTaken) return await base.HeartbeatAsync(lease, timeToLive, cancellationToken);
            IsTaken = false;
            return null;
        }
    }
}
