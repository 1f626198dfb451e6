using System.Text;
using System.Text.Json;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>What undoes a step, and what a dry run calls in its place.</summary>
public sealed class StepTargetTests
{
    private const string Paying = """
        using RunkonFlow.Typed;

        namespace Shop;

        public sealed record Payment(string Account, decimal Amount);

        [Workflow("paying")]
        public sealed partial class Paying
        {
            public List<string> Trace { get; } = [];

            [Flow]
            public async Task<decimal> RunAsync(string account, CancellationToken ct = default)
            {
                await PayAsync(account, 2m, ct);
                for (var i = 0; i < 2; i++) await PartAsync($"{account}{i}", ct);
                await TellAsync(ct);
                return 1m;
            }

            [SubFlow]
            private async Task PartAsync(string account, CancellationToken ct = default)
            {
                await Flow.Delay(TimeSpan.FromSeconds(1), ct);
                var payment = await PayAsync(account, 1m, ct);
                await TellAsync(ct);
                _ = payment;
            }

            [Step(Commits = true), DryRun(nameof(PretendAsync))]
            private async Task<Payment> PayAsync(string account, decimal amount, CancellationToken ct = default)
            {
                await Task.Yield();
                Trace.Add($"pay {account}");
                return new Payment(account, amount);
            }

            private Task<Payment> PretendAsync(string account, decimal amount)
            {
                Trace.Add($"pretend {account}");
                return Task.FromResult(new Payment(account, amount));
            }

            [Step, Compensates(nameof(PayAsync)), Retry(MaxAttempts = 7)]
            private async ValueTask<int> PayBackAsync(Payment payment, CancellationToken ct = default, StepContext step = default)
            {
                await Task.Yield();
                Trace.Add($"pay back {payment.Amount} to {payment.Account}, attempt {step.Attempt}");
                return 1;
            }

            [Step]
            private Task TellAsync(CancellationToken ct = default) => Task.CompletedTask;

            [Step, Compensates(nameof(TellAsync))]
            private Task TakeBackAsync() { Trace.Add("take back"); return Task.CompletedTask; }
        }
        """;

    [Fact]
    public void Each_call_site_of_an_undone_step_says_what_undoes_it()
    {
        var nodes = Host().Machine.Definition.Nodes.ToDictionary(node => node.Id);

        Assert.Equal(["pay", "part/pay", "part/tell", "tell"], Host().Machine.Definition.Nodes.Where(node => node.Compensation is not null).Select(node => node.Id));
        Assert.Equal(("pay-back", 7), (nodes["part/pay"].Compensation!.StepId, nodes["part/pay"].Compensation!.Retry.Rules[0].MaxAttempts));
        Assert.Equal(DryRunMode.Substitute, nodes["pay"].DryRun);
        Assert.Equal(DryRunMode.Run, nodes["tell"].DryRun);
    }

    [Fact]
    public async Task A_step_is_undone_with_its_result_as_it_was_stored()
    {
        var host = Host();
        await host.RunAsync("""{"account":"A"}""");
        var nodes = host.Machine.Definition.Nodes;

        await UndoAsync(host, nodes.Single(node => node.Id == "part/pay"), """{"Account":"A1","Amount":1}""");
        await UndoAsync(host, nodes.Single(node => node.Id == "tell"), "null");

        Assert.Equal(["pay A", "pay A0", "pay A1", "pay back 1 to A1, attempt 1", "take back"], TraceOf(host));
    }

    [Fact]
    public async Task A_result_that_the_flow_does_not_use_is_kept_for_what_undoes_it()
    {
        var host = Host();
        await host.RunAsync("""{"account":"A"}""");

        Assert.Contains("pay", host.Results.Keys);
        Assert.Equal("""{"Account":"A","Amount":2}""", host.Results["pay"]);
    }

    private static ValueTask UndoAsync(FlowHost host, NodeDefinition node, string result)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(result));
        json.Read();
        return host.Machine.CompensateAsync(host.Machine.Definition.Nodes.IndexOf(node), host.Instance, ref json, default, TestContext.Current.CancellationToken);
    }

    private static List<string> TraceOf(FlowHost host) => (List<string>)host.Instance.GetType().GetProperty("Trace")!.GetValue(host.Instance)!;

    private static FlowHost Host()
    {
        var outcome = GeneratorHarness.Run(Paying);
        Assert.True(outcome.HasMachine);
        return new(outcome.Load(), "Shop.Paying");
    }
}
