using System.Text;
using System.Text.Json;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Operations of every kind as branches and as bodies of fan-outs.</summary>
public sealed class GroupedOperationTests
{
    private const string Trading = """
        using RunkonFlow.Typed;

        namespace Shop;

        public sealed record Bill(string Of, decimal Sum);

        [Workflow("billing")]
        public sealed partial class Billing
        {
            [Flow]
            public async Task<Bill> RunAsync(string of, decimal sum = 1m, CancellationToken ct = default)
            {
                await Flow.Delay(TimeSpan.FromDays(1), ct);
                return new Bill(of, sum);
            }
        }

        [Workflow("trading")]
        public sealed partial class Trading(Billing billing)
        {
            public List<string> Trace { get; } = [];

            [Flow]
            public async Task<string> RunAsync(string of, CancellationToken ct = default)
            {
                var (decision, paid, bill, _) = await Flow.Parallel(
                    ApprovalAsync($"{of}?", ct), PaidAsync(ct), billing.RunAsync(of: of + "!", sum: 2m, ct: ct), Flow.Unit(Flow.Delay(TimeSpan.FromDays(1), ct)));
                var won = await Flow.Race(Flow.As("second", ApprovalAsync("again", ct)), Flow.As("wait", Flow.Unit(Flow.Delay(TimeSpan.FromDays(2), ct))));
                var bills = await Flow.ForEach(new[] { 1, 2 }, n => billing.RunAsync($"{of}{n}", n, ct));
                var sums = await Flow.As("parallel-items", Flow.Parallel(bills.Results, one => PayAsync(one)));
                await HoldAsync("rest");
                return $"{decision.Approved} {paid} {bill.Of} {won.Winner} {won.First?.Feedback} {bills.Items[1].Result?.Sum} {sums.Sum()}";
            }

            [Gate(Timeout = "1d", Prompt = "pay {what}?")]
            private partial ValueTask<Decision> ApprovalAsync(string what, CancellationToken ct = default);

            [Signal(Timeout = "1d")]
            private partial ValueTask<int> PaidAsync(CancellationToken ct = default);

            [Step] private Task<decimal> PayAsync(Bill bill, CancellationToken ct = default) { Trace.Add($"pay {bill.Sum}"); return Task.FromResult(bill.Sum); }
            [Step, Compensates(nameof(PayAsync))] private Task PayBackAsync(decimal sum) { Trace.Add($"pay back {sum}"); return Task.CompletedTask; }
            [Step] private Task<string> HoldAsync(string what) => Task.FromResult(what);
            [Step, Compensates(nameof(HoldAsync))] private Task ReleaseAsync(string what) { Trace.Add($"release {what}"); return Task.CompletedTask; }
        }
        """;

    [Fact]
    public async Task Gates_signals_children_and_timers_stand_in_branches_and_children_run_items()
    {
        var host = Host();

        var end = await host.RunAsync("""{"of":"x"}""", [null!]);

        Assert.Equal("returned \"True 7 x! 0 well 5 10\"", end);
        Assert.Equal("pay x??", host.Asked["approval"].Prompt);
        Assert.Equal("pay again?", host.Asked["second"].Prompt);
        Assert.Equal("""0: 1 {"of":"x1","sum":1} [] billing""", host.FannedOut[0]);
        Assert.Equal("""0: {"Of":"y","Sum":5} {"bill":{"Of":"y","Sum":5}} []""", host.FannedOut[2]);
    }

    [Fact]
    public async Task A_step_in_an_item_is_undone_by_its_node()
    {
        var host = Host();
        await host.RunAsync("""{"of":"x"}""", [null!]);
        var nodes = host.Machine.Definition.Nodes;

        await UndoAsync("parallel-items/pay", "5");
        await UndoAsync("hold", "\"rest\"");

        Assert.Equal(["pay 5", "pay 5", "pay back 5", "release rest"], (List<string>)host.Instance.GetType().GetProperty("Trace")!.GetValue(host.Instance)!);

        async Task UndoAsync(string id, string result)
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(result));
            json.Read();
            var node = nodes.Single(n => n.Id == id);
            Assert.NotNull(node.Compensation);
            await host.Machine.CompensateAsync(nodes.IndexOf(node), host.Instance, ref json, default, TestContext.Current.CancellationToken);
        }
    }

    private static FlowHost Host()
    {
        GeneratorHarness.Start(Compilations.Create(Trading), out var outcome);
        Assert.True(outcome.HasMachine, outcome.AllText);
        var host = new FlowHost(outcome.Load(), "Shop.Trading");
        host.Answers["approval"] = new GateAnswer(DecisionOutcome.Approved, false, null, null, []);
        host.Answers["second"] = new GateAnswer(DecisionOutcome.Approved, false, null, "well", []);
        host.Messages["paid"] = "7";
        host.Messages["billing"] = """{"Of":"x!","Sum":2}""";
        host.Messages["for-each"] = """{"Of":"y","Sum":5}""";
        return host;
    }
}
