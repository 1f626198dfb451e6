using System.Text;
using System.Text.Json;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Other workflows as children.</summary>
public sealed class ChildTests
{
    private const string Selling = """
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

        [Workflow("selling")]
        public sealed partial class Selling([Child(OnParentCancel = OnParentCancel.Abandon, MaxAttempts = 3, Delay = "5s")] Billing billing)
        {
            [Flow]
            public async Task<decimal> RunAsync(decimal sum, CancellationToken ct = default)
            {
                var bill = await billing.RunAsync(sum: sum * 2, of: "first", ct: ct);
                var total = bill.Sum;
                for (var i = 0; i < 2; i++)
                {
                    bill = await PartAsync($"{i}", ct);
                    total += bill.Sum;
                }
                await Flow.As("unread", billing.RunAsync("last", ct: ct));
                return total;
            }

            [SubFlow]
            private async Task<Bill> PartAsync(string of, CancellationToken ct = default) => await billing.RunAsync(of, ct: ct);
        }
        """;

    [Fact]
    public async Task A_child_is_started_with_the_arguments_and_its_result_goes_on_in_the_flow()
    {
        var host = Host();
        host.Messages["billing"] = """{"Of":"first","Sum":6}""";
        host.Messages["part/billing"] = """{"Of":"part","Sum":10.5}""";
        host.Messages["unread"] = """{"Of":"last","Sum":1}""";

        var end = await host.RunAsync("""{"sum":3}""", [null!]);

        Assert.Equal("returned 27.0", end);
        Assert.Equal(["billing", "part/billing@0", "part/billing@1", "unread"], host.Executed);
        Assert.Equal("billing", host.Started["billing"].Workflow.Id);
        Assert.Equal("""{"of":"first","sum":6}""", InputOf(host.Started["billing"]));
        Assert.Equal("""{"of":"1","sum":1}""", InputOf(host.Started["part/billing"]));
    }

    [Fact]
    public void The_definition_states_the_childs_options()
    {
        var node = Host().Machine.Definition.Nodes.Single(node => node.Id == "part/billing");

        Assert.Equal((NodeKind.Child, "billing", OnParentCancel.Abandon), (node.Kind, node.StepId, node.OnParentCancel));
        Assert.Equal((3, TimeSpan.FromSeconds(5)), (node.Retry.Rules[0].MaxAttempts, node.Retry.Rules[0].Delay));
    }

    [Fact]
    public void The_container_need_not_know_the_child()
    {
        var registration = (WorkflowRegistration)GeneratorHarness.Run(Selling).Load().GetType("Shop.Selling")!.GetProperty("Registration")!.GetValue(null)!;

        Assert.Equal("Selling", registration.Create(null!).GetType().Name);
    }

    private static string InputOf(WorkflowStart start)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) start.Workflow.Machine.WriteInput(json, start.Input);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static FlowHost Host() => new(GeneratorHarness.Run(Selling).Load(), "Shop.Selling");
}
