using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Gates and signals in machines and on the surface.</summary>
public sealed class WaitTests
{
    private const string Purchase = """
        using RunkonFlow.Typed;

        namespace Shop;

        public enum Carrier { Rail, Road }
        public sealed record Person(string Name, string? Mail);
        public sealed record Order(string Id, decimal Total, Person? Buyer);
        public sealed record Payment(string Account, decimal Amount);

        [Workflow("purchase")]
        public sealed partial class Purchase
        {
            [Flow]
            public async Task<string> RunAsync(Order order, CancellationToken ct = default)
            {
                var decision = await ApprovalAsync(order, note: $"{order.Id}!", ct: ct);
                if (!decision.Approved) return $"no: {decision.Feedback} by {decision.DecidedBy}";
                var carrier = await CarrierAsync(ct);
                var text = await PartAsync(["a", "b"], ct);
                await Flow.Delay(TimeSpan.FromMinutes(1), ct);
                return $"{decision.Outcome} {string.Join('+', carrier.Selections)} {text}";
            }

            [SubFlow]
            private async Task<string> PartAsync(IReadOnlyList<string> from, CancellationToken ct = default)
            {
                var words = await WordsAsync(from, ct);
                var payment = await PaidAsync(ct);
                await CountAsync(ct);
                return $"{string.Join('+', words.Selections)} {payment.Amount}";
            }

            [Gate(Timeout = "72h", OnTimeout = OnTimeout.Reject, MinApprovals = 2, Prompt = "{{{order.Id}}}: {order.Total} for {order.Buyer.Name}, {note} {left}?", Assignee = "{order.Buyer.Mail}")]
            private partial ValueTask<Decision> ApprovalAsync(Order order, string note, int left = 3, CancellationToken ct = default);

            [Gate("by-which-carrier", Timeout = "1d")]
            internal partial ValueTask<Decision<Carrier>> CarrierAsync(CancellationToken ct = default);

            [Gate(Timeout = "1d", OnTimeout = OnTimeout.Escalate)]
            private partial ValueTask<Decision<string>> WordsAsync(IReadOnlyList<string> options, CancellationToken ct = default);

            [Signal(Timeout = "14d")]
            private partial ValueTask<Payment> PaidAsync(CancellationToken ct = default);

            [Signal]
            private partial ValueTask<int> CountAsync(CancellationToken ct = default);
        }

        public static class Probe
        {
            public static object[] Handles => [Purchase.Gates.Approval, Purchase.Gates.Carrier, Purchase.Gates.Words, Purchase.Signals.Paid];
            public static void WritePaid(System.Text.Json.Utf8JsonWriter json) => Purchase.Signals.Paid.Write(json, new Payment("A1", 2.5m));
        }
        """;

    private static readonly GateAnswer Yes = new(DecisionOutcome.Approved, false, "ada", null, []);

    [Fact]
    public async Task A_flow_goes_on_with_what_was_decided_and_sent()
    {
        var host = Host();
        host.Answers["approval"] = Yes;
        host.Answers["by-which-carrier"] = Yes with { Selections = ["Road", "Rail"] };
        host.Answers["part/words"] = Yes with { Selections = ["b"] };
        host.Messages["part/paid"] = """{"Account":"A1","Amount":2.5}""";
        host.Messages["part/count"] = "7";

        var end = await host.RunAsync("""{"order":{"Id":"o1","Total":10.5,"Buyer":{"Name":"Bo","Mail":null}}}""");

        Assert.Equal("returned \"Approved Road\\u002BRail b 2.5\"", end);
        Assert.Equal(["{o1}: 10.5 for Bo, o1! 3?", ""], [host.Asked["approval"].Prompt, host.Asked["approval"].Assignee]);
        Assert.Null(host.Asked["approval"].Options);
        Assert.Equal(["Rail", "Road"], host.Asked["by-which-carrier"].Options);
        Assert.Equal(["a", "b"], host.Asked["part/words"].Options);
    }

    [Fact]
    public async Task A_prompt_about_nobody_has_a_gap_and_does_not_fail()
    {
        var host = Host();
        host.Answers["approval"] = Yes with { Outcome = DecisionOutcome.Rejected, Feedback = "too dear" };

        var end = await host.RunAsync("""{"order":{"Id":"o1","Total":1,"Buyer":null}}""");

        Assert.Equal("returned \"no: too dear by ada\"", end);
        Assert.Equal("{o1}: 1 for , o1! 3?", host.Asked["approval"].Prompt);
    }

    [Fact]
    public void The_definition_states_what_each_wait_asks_for()
    {
        var nodes = Host().Machine.Definition.Nodes.ToDictionary(node => node.Id);

        Assert.Equal(
            (NodeKind.Gate, "approval", TimeSpan.FromHours(72), OnTimeout.Reject, 2),
            (nodes["approval"].Kind, nodes["approval"].StepId, nodes["approval"].Timeout, nodes["approval"].Gate!.OnTimeout, nodes["approval"].Gate!.MinApprovals));
        Assert.Equal((OnTimeout.Fail, 1), (nodes["by-which-carrier"].Gate!.OnTimeout, nodes["by-which-carrier"].Gate!.MinApprovals));
        Assert.Equal(OnTimeout.Escalate, nodes["part/words"].Gate!.OnTimeout);
        Assert.Equal((NodeKind.Signal, TimeSpan.FromDays(14)), (nodes["part/paid"].Kind, nodes["part/paid"].Timeout));
        Assert.Null(nodes["part/count"].Timeout);
        Assert.Equal(GraphNodeKind.Gate, Host().Machine.Definition.Graph.Find("approval")!.Kind);
    }

    [Fact]
    public void Handles_name_gates_and_signals_and_write_messages()
    {
        var probe = GeneratorHarness.Run(Purchase).Load().GetType("Shop.Probe")!;
        using var stream = new MemoryStream();

        var handles = (object[])probe.GetProperty("Handles")!.GetValue(null)!;
        using (var json = new Utf8JsonWriter(stream)) probe.GetMethod("WritePaid")!.Invoke(null, [json]);

        Assert.Equal([("purchase", "approval"), ("purchase", "by-which-carrier"), ("purchase", "words")], handles.OfType<GateHandle>().Select(h => (h.Workflow, h.Id)));
        Assert.Equal("Carrier", handles[1].GetType().GenericTypeArguments.Single().Name);
        Assert.Equal("paid", handles[3].GetType().GetProperty("Id")!.GetValue(handles[3]));
        Assert.Equal("""{"Account":"A1","Amount":2.5}""", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Called_as_plain_methods_they_say_that_they_need_the_engine()
    {
        var type = GeneratorHarness.Run(Purchase).Load().GetType("Shop.Purchase")!;
        var carrier = type.GetMethod("CarrierAsync", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;

        var thrown = Assert.Throws<System.Reflection.TargetInvocationException>(() => carrier.Invoke(Activator.CreateInstance(type), [CancellationToken.None]));

        Assert.Equal("CarrierAsync", Assert.IsType<NoEngineException>(thrown.InnerException).Operation);
    }

    [Fact]
    public void The_surface_of_gates_and_signals() => Snapshot.Match(GeneratorHarness.Run(Purchase).Surface);

    [Fact]
    public async Task Nothing_is_said_of_them() => Assert.Empty(await AnalyzerHarness.RunAsync(Purchase));

    private static FlowHost Host() => new(GeneratorHarness.Run(Purchase).Load(), "Shop.Purchase");
}
