namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Gates that a step decides, and what the workflow says of itself.</summary>
public sealed class ResolverTests
{
    private const string Checks = """
        using RunkonFlow.Typed;

        namespace Shop;

        [Workflow("checks", Timeout = "4h"), Queue("gpu", Priority = 5), Schedule("0 2 * * *", TimeZone = "Europe/Berlin", Overlap = ScheduleOverlap.Allow)]
        public sealed partial class Checks
        {
            public int Looks { get; set; }

            [Flow]
            public async Task<string> RunAsync(string id = "i", CancellationToken ct = default)
            {
                var first = await PartAsync(id, ct);
                var day = await DayAsync(3, ct);
                return $"{first} {day.Selections[0]}";
            }

            [SubFlow]
            private async Task<string> PartAsync(string id, CancellationToken ct = default)
            {
                var decision = await GreenAsync(id.ToUpperInvariant(), ct);
                return decision.DecidedBy!;
            }

            [Gate(Timeout = "2h"), ResolvedBy(nameof(LookAsync), Every = "1m")]
            private partial ValueTask<Decision> GreenAsync(string id, CancellationToken ct = default);

            [Step]
            private async Task<Decision?> LookAsync(string name, CancellationToken ct = default)
            {
                await Task.Yield();
                return ++Looks < 3 ? null : new Decision(DecisionOutcome.Approved, false, name, null);
            }

            [Gate(Timeout = "2h"), ResolvedBy(nameof(PickAsync))]
            private partial ValueTask<Decision<DayOfWeek>> DayAsync(int n, CancellationToken ct = default);

            [Step]
            private static ValueTask<Decision<DayOfWeek>?> PickAsync(int n) => new(new Decision<DayOfWeek>(DecisionOutcome.Approved, false, null, null, [(DayOfWeek)n]));
        }
        """;

    [Fact]
    public async Task A_gate_is_asked_until_its_step_decides()
    {
        var host = new FlowHost(GeneratorHarness.Run(Checks).Load(), "Shop.Checks") { PollsGates = true };

        var end = await host.RunAsync("""{"id":"i"}""");

        Assert.Equal("returned \"I Wednesday\"", end);
        Assert.Equal(3, host.Instance.GetType().GetProperty("Looks")!.GetValue(host.Instance));
    }

    [Fact]
    public void The_definition_says_how_often_when_and_where()
    {
        var definition = new FlowHost(GeneratorHarness.Run(Checks).Load(), "Shop.Checks").Machine.Definition;

        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30)], definition.Nodes.Where(node => node.Gate is not null).Select(node => node.Gate!.ResolvedEvery!.Value));
        Assert.Equal((TimeSpan.FromHours(4), "gpu", 5), (definition.Timeout, definition.Queue, definition.Priority));
        Assert.Equal(new ScheduleDefinition("0 2 * * *", "Europe/Berlin", ScheduleOverlap.Allow), definition.Schedule);
    }
}
