using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>A local that is too large to be stored is a fault of the flow at the operation that it has reached.</summary>
public sealed class UnstorableLocalTests
{
    [Theory, CombinatorialStores]
    public Task Its_finalizers_run_and_the_error_says_which_local_how_large_and_what_to_do(StoreKind kind) => FailAsync(
        kind, new(Kept: 5000), "Local 'kept' (String), held across 'eat', is 5,002 bytes of JSON, and at most 4,096 are kept. Keep the data in a store of your own",
        "began", "goes on", "close 1", "closed 1");

    [Theory, CombinatorialStores]
    public Task Finalizers_that_hold_the_local_too_run_with_what_was_stored_last(StoreKind kind)
        => FailAsync(kind, new(Shared: 5000), "Local 'shared' (String), held across ", "began", "goes on", "close 5", "closed 5");

    [Theory, CombinatorialStores]
    public Task Finalizers_run_although_nothing_was_stored_before(StoreKind kind)
        => FailAsync(kind, new(Kept: 5000, AtOnce: true), "Local 'kept' (String), held across 'eat', is 5,002 bytes", "close 1", "closed 1");

    [Theory, CombinatorialStores]
    public Task Where_nothing_was_stored_and_the_finalizers_hold_it_too_the_run_fails_all_the_same(StoreKind kind)
        => FailAsync(kind, new(Shared: 5000, AtOnce: true), "Local 'shared' (String), held across ");

    [Theory, CombinatorialStores]
    public Task A_local_of_a_branch_fails_the_parallel_and_the_finalizers_around_it_run(StoreKind kind)
        => FailAsync(kind, new(InBranch: 5000), "Local 'branch' (String), held across 'parallel', is 5,002 bytes", "began", "goes on", "2", "branch", "close 1", "closed 1");

    [Theory, CombinatorialStores]
    public async Task Large_values_that_were_written_with_the_frame_that_failed_are_stored_with_the_next(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(
            static builder => builder.Add(Hamper.Registration), store.Store, store.Time, static options => options.MaxPayloadBytes = 8192).StartAsync();

        var run = await host.RunAsync(Hamper.Start(6000, 9000));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.StartsWith("Local 'second' (String)", run.Error, StringComparison.Ordinal);
        Assert.Equal("6000", (await host.StepsOfAsync(run.Id)).Single(row => row.NodeId == "close").ContextOut);
        Assert.Empty(host.Logs.Errors);
    }

    private static async Task FailAsync(StoreKind kind, Appetite appetite, string error, params string[] notes)
    {
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(
            static builder => builder.Add(Glutton.Registration), store.Store, store.Time, static options => options.MaxPayloadBytes = 4096).StartAsync();

        var run = await host.RunAsync(Glutton.Start(appetite));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
        Assert.Contains("raise RunkonFlowOptions.MaxPayloadBytes", run.Error, StringComparison.Ordinal);
        var rows = (await host.StepsOfAsync(run.Id)).Where(static row => row.Status == StepStatus.Completed && row.Role == "step").ToList();
        Assert.Equal(notes, rows.Where(static row => row.NodeId != "beside").Select(static row => row.ContextOut));
        Assert.Empty(host.Logs.Errors);
    }
}
