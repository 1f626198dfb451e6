using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class LocalsTests
{
    [Theory, CombinatorialStores]
    public async Task What_a_flow_holds_is_read_by_its_names_and_types(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = new EngineHost(static builder => builder.Add(Hiker.Registration), store.Store, store.Time);
        var handle = await host.Client.StartAsync(Hiker.Start("ann", 100), cancellationToken: TestContext.Current.CancellationToken);
        var atStart = await LocalsAsync(host, handle.RunId);

        await host.StartAsync();
        await host.UntilAsync(handle.RunId, static run => run.Status == RunStatus.Waiting);
        await host.StopAsync();
        var locals = await LocalsAsync(host, handle.RunId);

        Assert.Equal([("name", "ann"), ("days", (object)100)], atStart.Select(local => (local.Name, local.Value!)));
        Assert.Equal("walk/delay", locals.AtNode);
        Assert.Equal(("red", "ann"), locals.Get<Pack>("pack") is var pack ? (pack.Colour, pack.Items[0]) : default);
        Assert.Equal(9000, locals.Get<string>("diary").Length);
        Assert.Equal("ann", locals.Get<string>("item"));
        Assert.Equal((100, 0), (locals.Get<int>("days"), locals.Get<int>("weight")));
        Assert.Equal(200, locals.Get<int>("walk/slept"));
        Assert.Equal((typeof(int), "walk"), locals.Single(local => local.Name == "slept") is var slept ? (slept.Type, slept.Part) : default);
        Assert.DoesNotContain(locals, static local => local.Name == "height");
        Assert.False(locals.TryGet<int>("pack", out _));
        Assert.Contains("is of type RunkonFlow.Typed.EndToEnd.Workflows.Pack", Assert.Throws<InvalidCastException>(() => locals.Get<int>("pack")).Message, StringComparison.Ordinal);
        Assert.Contains("there are: ", Assert.Throws<KeyNotFoundException>(() => locals.Get<int>("height")).Message, StringComparison.Ordinal);
    }

    [Theory, CombinatorialStores]
    public async Task What_branches_hold_stands_under_theirs(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await new EngineHost(static builder => builder.Add(Hiker.Registration), store.Store, store.Time).StartAsync();
        var handle = await host.Client.StartAsync(Hiker.Start("bob", 1), cancellationToken: TestContext.Current.CancellationToken);

        RunLocals? locals = null;
        await host.UntilAsync(handle.RunId, run =>
        {
            if (run.Status == RunStatus.Waiting && run.AtNode?.StartsWith("parallel", StringComparison.Ordinal) == true)
                locals = host.Client.GetLocalsAsync(handle.RunId).AsTask().Result;
            return locals is not null || run.Status.IsTerminal();
        });

        Assert.NotNull(locals);
        Assert.Equal(2, locals.Get<int>("height"));
        Assert.Contains(locals, static local => local is { Name: "slept", Part: "parallel/1/north", Value: 4 });
    }

    [Theory, CombinatorialStores]
    public async Task A_run_that_is_unknown_has_none_and_one_of_an_unknown_workflow_is_refused(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = new EngineHost(static builder => builder.Add(Hiker.Registration), store.Store, store.Time);
        var (run, _) = await store.Store.CreateRunAsync(new() { Id = RunId.New(store.Time), WorkflowName = "other" }, TestContext.Current.CancellationToken);

        Assert.Null(await host.Client.GetLocalsAsync(RunId.New(store.Time), TestContext.Current.CancellationToken));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.Client.GetLocalsAsync(run.Id));
        Assert.Contains("Workflow 'other' version 1", error.Message, StringComparison.Ordinal);
    }

    private static async Task<RunLocals> LocalsAsync(EngineHost host, RunId run)
        => (await host.Client.GetLocalsAsync(run, TestContext.Current.CancellationToken))!;
}
