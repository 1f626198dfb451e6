using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Client;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Persistence;
using RunkonFlow.Typed.Tests.Shared;
using static RunkonFlow.Typed.Client.GraphNodeStatus;

namespace RunkonFlow.Typed.EndToEnd;

/// <summary>A run over the graph of its workflow, wherever it stands.</summary>
public sealed class GraphTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly Ledger _ledger = new();

    [Theory, CombinatorialStores]
    public async Task Before_a_run_begins_no_node_is_reached(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = Host(store);
        var run = await BeginAsync(host);

        var graph = await GraphAsync(host, run);

        Assert.All(graph.Nodes, static node => Assert.Equal(node.Node.Within == "for-each" ? PerItem : NotReached, node.Status));
        Assert.Equal(RunStatus.Pending, graph.Run.Status);
        Assert.Null(await host.Client.GetGraphAsync(RunId.New(store.Time), s_none));
    }

    [Theory, CombinatorialStores]
    public async Task A_step_between_two_attempts_says_when_the_next_is(StoreKind kind)
    {
        _ledger.FailingOnce["book"] = true;
        await using var store = new TestStore(kind);
        await using var host = await Host(store).StartAsync();
        var run = await BeginAsync(host);
        await host.UntilAsync(run, static now => now.Status == RunStatus.Waiting);

        var graph = await GraphAsync(host, run);

        var book = graph.Find("book")!;
        Assert.Equal((Retrying, 1, 2, "cannot book"), (book.Status, book.Executions, book.Attempts, book.Error));
        Assert.InRange(book.DueAt!.Value - book.StartedAt!.Value, TimeSpan.FromDays(1000), TimeSpan.FromDays(1001));
        Assert.Equal((Completed, NotReached), (graph.Find("(start)")!.Status, graph.Find("sound")!.Status));
        Assert.Contains("↻ retrying, attempt 2<br/>until 2028-09-2", graph.ToMermaid(), StringComparison.Ordinal);
    }

    [Theory, CombinatorialStores]
    public async Task In_the_third_round_of_a_loop_the_nodes_say_how_often_they_ran(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await Host(store).StartAsync();
        var run = await BeginAsync(host, stops: 3);
        await host.UntilAsync(run, static now => now is { Status: RunStatus.Waiting, AtNode: "sound/delay" } && now.DueAt > now.CreatedAt.AddDays(100));

        var graph = await GraphAsync(host, run);

        Assert.Equal((Completed, 3, 1), Of(graph, "sound/measure"));
        Assert.Equal((Waiting, 3, 1), Of(graph, "sound/delay"));
        Assert.Equal((Waiting, Completed, NotReached), (graph.Find("sound")!.Status, graph.Find("sound/(start)")!.Status, graph.Find("sound/(end)")!.Status));
        Assert.Equal("its time", graph.Find("sound/delay")!.WaitsFor);
        Assert.Contains("✓ completed ×3", graph.ToMermaid(), StringComparison.Ordinal);
    }

    [Theory, CombinatorialStores]
    public async Task At_a_gate_a_failed_branch_is_counted_and_its_group_is_tolerated(StoreKind kind)
    {
        _ledger.Failing["load subgraph"] = true;
        await using var store = new TestStore(kind);
        await using var host = await Host(store).StartAsync();
        var run = await BeginAsync(host, stops: 1);
        await host.UntilAsync(run, static now => now is { Status: RunStatus.Waiting, BlockedOn: "clear" });

        var graph = await GraphAsync(host, run);

        Assert.Equal((Completed, Failed, Completed), (graph.Find("load")!.Status, graph.Find("end")!.Status, graph.Find("class")!.Status));
        Assert.Equal((Tolerated, "cannot load subgraph"), (graph.Find("parallel")!.Status, graph.Find("parallel")!.Error));
        Assert.Equal(new GraphOutcomes(2, 0, 1, 1, 0, 0), graph.Find("parallel")!.Outcomes);
        var gate = graph.Find("clear")!;
        Assert.Equal((Waiting, "2 approvals of the <harbour>: May [B] \"end\" be left?"), (gate.Status, gate.WaitsFor));
        Assert.NotNull(gate.DueAt);
        Assert.Equal((Completed, Completed), (graph.Find("sound")!.Status, graph.Find("sound/(end)")!.Status));
        Assert.Equal(NotReached, graph.Find("sweep")!.Status);
    }

    [Theory, CombinatorialStores]
    public async Task A_cancelled_run_shows_its_finalizer_and_what_it_has_undone(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await Host(store).StartAsync();
        var run = await BeginAsync(host);
        await host.UntilAsync(run, static now => now is { Status: RunStatus.Waiting, BlockedOn: "clear" });
        await host.Client.CancelAsync(run, "no wind", cancellationToken: s_none);
        await host.EndOfAsync(run);

        var graph = await GraphAsync(host, run);

        Assert.Equal((Completed, Cancelled, Completed), (graph.Find("book")!.Status, graph.Find("clear")!.Status, graph.Find("sweep")!.Status));
        Assert.Equal((GraphNodeKind.Compensation, Completed), (graph.Find("book/unbook")!.Node.Kind, graph.Find("book/unbook")!.Status));
        Assert.Equal((Cancelled, NotReached), (graph.Find("(end)")!.Status, graph.Find("class")!.Status));
        Assert.True(graph.Find("sweep")!.Node.IsInFinalizer);
        Assert.NotNull(graph.Find("clear")!.EndedAt);
        Assert.Null(graph.Find("clear")!.DueAt);
    }

    [Theory, CombinatorialStores]
    public async Task A_child_is_linked_and_a_fan_out_in_the_middle_shows_its_counts(StoreKind kind)
    {
        (_ledger.Failing["stow b"], _ledger.Hanging["stow c"], _ledger.Hanging["stow d"]) = (true, true, true);
        await using var store = new TestStore(kind);
        await using var host = await Host(store).StartAsync();
        var run = await BeginAsync(host, crates: ["a", "b", "c", "d", "e", "f"]);
        await ApproveAsync(host, run);
        await host.UntilAsync(run, static now => now is { Status: RunStatus.Waiting, BlockedOn: "mooring" });

        var atChild = await GraphAsync(host, run);
        var child = RunId.Parse(Assert.Single(atChild.Find("mooring")!.ChildRunIds));
        Assert.Equal((Waiting, "its child run"), (atChild.Find("mooring")!.Status, atChild.Find("mooring")!.WaitsFor));
        await host.UntilAsync(child, static now => now.Status == RunStatus.Waiting);
        var ofChild = await GraphAsync(host, child);
        Assert.Equal((Waiting, "a message 'fast'"), (ofChild.Find("fast")!.Status, ofChild.Find("fast")!.WaitsFor));

        await host.Client.SignalAsync(child, Mooring.Signals.Fast, "yes", cancellationToken: s_none);
        RunGraph? atItems = null;
        await host.UntilAsync(run, _ =>
        {
            atItems = host.Client.GetGraphAsync(run).AsTask().Result;
            return atItems!.Find("for-each")!.Outcomes is { Active: 2, Completed: 1, Failed: 1 };
        });
        AssertJsonSays(atItems!);
        Assert.Equal((Running, new GraphOutcomes(6, 2, 1, 1, 0, 0)), (atItems!.Find("for-each")!.Status, atItems.Find("for-each")!.Outcomes!.Value));
        Assert.Equal((PerItem, "for-each"), (atItems.Find("for-each/stow")!.Status, atItems.Find("for-each/stow")!.Node.Within));
        Assert.Contains("1 of 6 completed, 2 under way, 1 failed", atItems.ToMermaid(), StringComparison.Ordinal);

        var items = await host.Client.ListAsync(new() { Parent = run, IncludeItemRuns = true, Statuses = [RunStatus.Failed] }, s_none);
        var ofItem = await GraphAsync(host, items.Runs.Single(static item => item.ItemNode.Length > 0).Id);
        Assert.Equal(["(start)", "for-each/stow", "(end)"], ofItem.Nodes.Select(static node => node.Node.Id));
        Assert.Equal([Completed, Failed, Failed], ofItem.Nodes.Select(static node => node.Status));
        Assert.Equal([new("(start)", "for-each/stow"), new GraphEdge("for-each/stow", "(end)")], ofItem.Graph.Edges);

        _ledger.Release();
        Assert.Equal(RunStatus.Completed, (await host.EndOfAsync(run)).Status);
        var atEnd = await GraphAsync(host, run);
        Assert.Equal((Completed, new GraphOutcomes(6, 0, 5, 1, 0, 0)), (atEnd.Find("for-each")!.Status, atEnd.Find("for-each")!.Outcomes!.Value));
        Assert.Equal((Completed, child.ToString()), (atEnd.Find("mooring")!.Status, atEnd.Find("mooring")!.ChildRunIds.Single()));
        Assert.Equal(Completed, atEnd.Find("(end)")!.Status);
    }

    [Theory, CombinatorialStores]
    public async Task A_step_held_back_by_its_limit_waits_for_a_place(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = await Host(store).StartAsync();
        await host.RunAsync(Mailing.Start("ann"));
        var run = (await host.Client.StartAsync(Mailing.Start("bob"), cancellationToken: s_none)).RunId;
        await host.UntilAsync(run, static now => now.Status == RunStatus.Waiting);

        var graph = await GraphAsync(host, run);

        Assert.Equal((Waiting, "a place within its limits"), (graph.Find("mail")!.Status, graph.Find("mail")!.WaitsFor));
    }

    [Theory, CombinatorialStores]
    public async Task Rows_of_nodes_that_the_workflow_does_not_have_are_told_apart(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = Host(store);
        var run = await BeginAsync(host);
        const string Hostile = "a\"] --> n0; end\nsubgraph x[<script>alert(1)</script>";
        var fence = new RunFence(run, (await store.Store.AcquireLeaseAsync(run, "host", TimeSpan.FromDays(1), s_none)).Generation!.Value);
        await store.Store.InsertStepAsync(fence, new() { StepName = Hostile, Role = "step", RetryCount = 0 }, s_none);
        await store.Store.InsertStepAsync(fence, new() { StepName = "book", Role = "step", RetryCount = 0 }, s_none);

        var graph = await GraphAsync(host, run);

        var unknown = Assert.Single(graph.Unknown);
        Assert.Equal((Hostile, GraphNodeKind.Step, Running, 1), (unknown.Node.Id, unknown.Node.Kind, unknown.Status, unknown.Executions));
        Assert.Equal(Running, graph.Find("book")!.Status);
        Assert.Contains("subgraph unknown[\"not in this version of the workflow\"]", graph.ToMermaid(), StringComparison.Ordinal);
        Assert.DoesNotContain(Hostile, graph.ToMermaid(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", graph.ToMermaid(), StringComparison.Ordinal);
    }

    [Theory, CombinatorialStores]
    public async Task A_run_of_a_workflow_that_is_not_registered_is_refused(StoreKind kind)
    {
        await using var store = new TestStore(kind);
        await using var host = Host(store);
        var (run, _) = await store.Store.CreateRunAsync(new() { Id = RunId.New(store.Time), WorkflowName = "other" }, s_none);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.Client.GetGraphAsync(run.Id));

        Assert.Contains("Workflow 'other' version 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("register it", error.Message, StringComparison.Ordinal);
    }

    private EngineHost Host(TestStore store)
        => new(
            builder =>
            {
                builder.Services.AddSingleton(_ledger);
                builder.Add(Voyage.Registration).Add(Mooring.Registration).Add(Mailing.Registration);
            },
            store.Store, store.Time, Patient.Lease);

    private static async Task<RunId> BeginAsync(EngineHost host, int stops = 0, string[]? crates = null)
        => (await host.Client.StartAsync(Voyage.Start(stops, crates ?? []), cancellationToken: s_none)).RunId;

    private static async Task ApproveAsync(EngineHost host, RunId run)
    {
        await host.UntilAsync(run, static now => now is { Status: RunStatus.Waiting, BlockedOn: "clear" });
        await host.Client.ApproveAsync(run, Voyage.Gates.Clear, options: new() { By = "ann" }, cancellationToken: s_none);
        await host.Client.ApproveAsync(run, Voyage.Gates.Clear, options: new() { By = "bob" }, cancellationToken: s_none);
    }

    private static (GraphNodeStatus, int, int) Of(RunGraph graph, string id)
        => graph.Find(id) is { } node ? (node.Status, node.Executions, node.Attempts) : default;

    /// <summary>The graph as it is now; its JSON says the same.</summary>
    private static async Task<RunGraph> GraphAsync(EngineHost host, RunId run)
    {
        var graph = (await host.Client.GetGraphAsync(run, s_none))!;
        AssertJsonSays(graph);
        return graph;
    }

    private static void AssertJsonSays(RunGraph graph)
    {
        using var json = JsonDocument.Parse(graph.ToJson());
        var root = json.RootElement;
        Assert.Equal((graph.Graph.Workflow, graph.Graph.Version, graph.Graph.Title), (root.GetProperty("workflow").GetString(), root.GetProperty("version").GetInt32(), root.GetProperty("title").GetString()));
        Assert.Equal((graph.Run.Id.ToString(), graph.Run.Status.ToText()), (root.GetProperty("run").GetProperty("id").GetString(), root.GetProperty("run").GetProperty("status").GetString()));
        Assert.Equal(graph.Nodes.Select(Said), root.GetProperty("nodes").EnumerateArray().Select(Read));
        Assert.Equal(graph.Unknown.Select(Said), root.GetProperty("unknown").EnumerateArray().Select(Read));
        Assert.Equal(
            graph.Graph.Edges.Select(static edge => (edge.From, edge.To, edge.Kind.ToString().ToUpperInvariant())),
            root.GetProperty("edges").EnumerateArray().Select(static edge => (edge.GetProperty("from").GetString()!, edge.GetProperty("to").GetString()!, edge.GetProperty("kind").GetString()!.ToUpperInvariant())));
    }

    private static string Said(RunGraphNode node)
        => string.Join('|', node.Node.Id, Plain(node.Node.Kind.ToString()), node.Node.StepId, node.Node.Within, node.Node.IsInFinalizer, Plain(node.Status.ToString()),
            node.Executions, node.Attempts, node.StartedAt?.ToString("O"), node.EndedAt?.ToString("O"), node.DueAt?.ToString("O"), node.WaitsFor, node.ErrorType, node.Error,
            string.Join(',', node.ChildRunIds), node.Progress?.Done, node.Outcomes?.Total, node.Outcomes?.Active, node.Outcomes?.Completed, node.Outcomes?.Failed);

    private static string Read(JsonElement node)
    {
        return string.Join('|', Text("id"), Plain(Text("kind")!), Text("stepId"), Text("within"), node.TryGetProperty("isInFinalizer", out _), Plain(Text("status")!),
            node.GetProperty("executions").GetInt32(), node.GetProperty("attempts").GetInt32(), Time("startedAt"), Time("endedAt"), Time("dueAt"), Text("waitsFor"), Text("errorType"), Text("error"),
            node.TryGetProperty("childRunIds", out var children) ? string.Join(',', children.EnumerateArray().Select(static child => child.GetString())) : "",
            Number("progress", "done"), Number("outcomes", "total"), Number("outcomes", "active"), Number("outcomes", "completed"), Number("outcomes", "failed"));

        string? Text(string name) => node.TryGetProperty(name, out var value) ? value.GetString() : null;

        string? Time(string name) => node.TryGetProperty(name, out var value) ? value.GetDateTimeOffset().ToString("O") : null;

        long? Number(string name, string part) => node.TryGetProperty(name, out var value) ? value.GetProperty(part).GetInt64() : null;
    }

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
