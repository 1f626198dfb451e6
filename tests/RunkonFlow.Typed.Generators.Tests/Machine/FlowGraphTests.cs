namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>The graph that a definition carries: what can follow what, and what stands within what.</summary>
public sealed class FlowGraphTests
{
    private const string Parcels = """
        #pragma warning disable CS1998
        using RunkonFlow.Typed;

        namespace Shop;

        [Workflow("parcels", Version = 2, Title = "All \"parcels\" of [today] \\ {now}")]
        public sealed partial class Parcels(Labels labels)
        {
            [Flow]
            public async Task<int> RunAsync(int count, CancellationToken ct = default)
            {
                await HoldAsync(count, ct);
                try
                {
                    if (count > 3) await PackAsync(count, ct);
                    while (Flow.Loop(count > 0, max: 3)) count = await Flow.As("end", CountAsync(count, ct));
                    var (weight, _) = await Flow.Parallel(WeighAsync(count, ct), Flow.Unit(Flow.As("wrap", PackAsync(count, ct))));
                    await Flow.ForEach(Enumerable.Range(0, weight), i => labels.RunAsync(i, ct), cancellationToken: ct);
                }
                catch (StepFailedException)
                {
                    await ExcuseAsync(ct);
                }
                finally
                {
                    await SweepAsync(ct);
                }
                return count;
            }

            [SubFlow]
            private async Task PackAsync(int count, CancellationToken ct = default)
            {
                if (count == 1) return;
                try { await FoldAsync(ct); }
                finally { await Flow.Delay(TimeSpan.FromSeconds(1), ct); }
            }

            [Step] private Task<int> HoldAsync(int count, CancellationToken ct = default) => Task.FromResult(count);
            [Step, Compensates(nameof(HoldAsync))] private Task FreeAsync(int hold, CancellationToken ct = default) => Task.CompletedTask;
            [Step] private Task<int> CountAsync(int count, CancellationToken ct = default) => Task.FromResult(count - 1);
            [Step] private Task<int> WeighAsync(int count, CancellationToken ct = default) => Task.FromResult(count);
            [Step] private Task FoldAsync(CancellationToken ct = default) => Task.CompletedTask;
            [Step] private Task ExcuseAsync(CancellationToken ct = default) => Task.CompletedTask;
            [Step] private Task SweepAsync(CancellationToken ct = default) => Task.CompletedTask;
        }

        [Workflow("labels", Version = 1)]
        public sealed partial class Labels
        {
            [Flow] public async Task<int> RunAsync(int number, CancellationToken ct = default) { return number; }
        }
        """;

    private static readonly FlowGraph s_graph = GraphOf("Shop.Parcels");

    [Fact]
    public void It_says_of_which_workflow_it_is()
    {
        Assert.Equal(("parcels", 2, "All \"parcels\" of [today] \\ {now}"), (s_graph.Workflow, s_graph.Version, s_graph.Title));
    }

    [Fact]
    public void Nodes_stand_within_the_call_or_group_that_holds_them()
    {
        Assert.Equal(
            """
            (start): Start
            hold: Step hold
            hold/free: Compensation free, finalizer
            pack: SubFlow pack
            pack/(start): Start in pack
            pack/fold: Step fold in pack
            pack/delay: Timer delay in pack, finalizer
            pack/(end): End in pack
            end: Step count
            parallel: Parallel parallel
            weigh: Step weigh in parallel
            wrap: SubFlow pack in parallel
            wrap/(start): Start in wrap
            wrap/fold: Step fold in wrap
            wrap/delay: Timer delay in wrap, finalizer
            wrap/(end): End in wrap
            for-each: FanOut for-each
            for-each/labels: Child labels in for-each
            excuse: Step excuse
            sweep: Step sweep, finalizer
            (end): End
            """,
            string.Join('\n', s_graph.Nodes.Select(n => $"{n.Id}: {n.Kind}{(n.StepId.Length > 0 ? " " + n.StepId : "")}{(n.Within is null ? "" : " in " + n.Within)}{(n.IsInFinalizer ? ", finalizer" : "")}")),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Edges_follow_conditions_loops_handlers_and_finalizers()
    {
        Assert.Equal(
            """
            (start) -> hold
            hold -> hold/free (Compensation)
            hold -> pack
            hold -> end
            hold -> parallel
            pack -> end
            pack -> parallel
            pack -> excuse (Failure)
            pack/(start) -> pack/fold
            pack/(start) -> pack/(end)
            pack/fold -> pack/delay
            pack/fold -> pack/delay (Failure)
            pack/delay -> pack/(end)
            end -> end
            end -> parallel
            end -> excuse (Failure)
            parallel -> for-each
            parallel -> excuse (Failure)
            wrap/(start) -> wrap/fold
            wrap/(start) -> wrap/(end)
            wrap/fold -> wrap/delay
            wrap/fold -> wrap/delay (Failure)
            wrap/delay -> wrap/(end)
            for-each -> sweep
            for-each -> excuse (Failure)
            excuse -> sweep
            excuse -> sweep (Failure)
            sweep -> (end)
            """.Split('\n').Select(static line => line.TrimEnd()).Order(StringComparer.Ordinal),
            s_graph.Edges.Select(e => $"{e.From} -> {e.To}{(e.Kind == GraphEdgeKind.Next ? "" : $" ({e.Kind})")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_nodes_are_those_of_the_definition_and_what_stands_around_them()
    {
        var definition = DefinitionOf("Shop.Parcels");

        Assert.Equal(
            definition.Nodes.Skip(1).Select(static node => node.Id),
            definition.Graph.Nodes.Where(static node => node.Kind is not (GraphNodeKind.Start or GraphNodeKind.End or GraphNodeKind.SubFlow or GraphNodeKind.Compensation)).Select(static node => node.Id));
        Assert.All(definition.Graph.Edges, edge => Assert.True(definition.Graph.Find(edge.From) is not null && definition.Graph.Find(edge.To) is not null));
        Assert.All(definition.Graph.Nodes, node => Assert.True(node.Within is null || definition.Graph.Find(node.Within) is not null));
    }

    [Fact]
    public void A_failure_that_a_catch_clause_without_operations_takes_leads_to_what_follows()
    {
        Assert.Equal(
            [("(start)", "tell1", GraphEdgeKind.Next), ("tell1", "tell2", GraphEdgeKind.Next), ("tell1", "(end)", GraphEdgeKind.Failure), ("tell2", "(end)", GraphEdgeKind.Next)],
            FlowProbe.Of("try { await Tell1(1); } catch (StepFailedException) { return 0; } await Tell2(2); return c;").Definition.Graph.Edges
                .Select(static edge => (edge.From, edge.To, edge.Kind)));
    }

    [Fact]
    public void A_flow_without_operations_leads_from_its_start_to_its_end()
    {
        Assert.Equal([new GraphEdge("(start)", "(end)")], GraphOf("Shop.Labels").Edges);
    }

    [Fact]
    public void Two_drawings_of_one_graph_are_the_same()
    {
        Assert.Equal(s_graph.ToMermaid(), GraphOf("Shop.Parcels").ToMermaid());
        Assert.Equal(s_graph.ToJson(), GraphOf("Shop.Parcels").ToJson());
    }

    private static FlowGraph GraphOf(string workflow) => DefinitionOf(workflow).Graph;

    private static WorkflowDefinition DefinitionOf(string workflow) => new FlowHost(GeneratorHarness.Run(Parcels).Load(), workflow).Machine.Definition;
}
