namespace RunkonFlow.Typed.Generators.Tests;

public sealed class LinearFlowTests
{
    private const string TwoSteps = """
        using RunkonFlow.Typed;

        namespace Shop;

        [Workflow("greeting", Version = 1)]
        public sealed partial class Greeting
        {
            [Flow]
            public async Task<string> RunAsync(string name, int times = 2, CancellationToken ct = default)
            {
                var greeting = await GreetAsync(name, ct);
                greeting += "!";
                var total = times * 2;
                return await RepeatAsync(greeting, total, ct);
            }

            [Step]
            private ValueTask<string> GreetAsync(string name, CancellationToken ct = default) => new("Hello " + name);

            [Step]
            private async Task<string> RepeatAsync(string text, int times, CancellationToken ct = default, StepContext step = default)
            {
                await Task.Yield();
                return string.Concat(Enumerable.Repeat(text, times));
            }
        }
        """;

    [Fact]
    public async Task Two_steps_run_through_a_stored_frame()
    {
        var outcome = GeneratorHarness.Run(TwoSteps);
        var host = new FlowHost(outcome.Load(), "Shop.Greeting");

        var end = await host.RunAsync("""{"name":"Ada"}""");

        Assert.Equal("returned \"Hello Ada!Hello Ada!Hello Ada!Hello Ada!\"", end);
        Assert.Equal(["greet", "repeat"], host.Executed);
    }

    [Fact]
    public void The_definition_repeats_what_the_attribute_says()
    {
        var source = TwoSteps.Replace(
            "Version = 1", """Version = 3, Title = "Greet", Group = "Hello", Tags = new[] { "a", "b" }, Trigger = "hello", Targets = new[] { "guest" }, FinalizerTimeout = "90s", Durability = Durability.Suspend""",
            StringComparison.Ordinal);

        var definition = new FlowHost(GeneratorHarness.Run(source).Load(), "Shop.Greeting").Machine.Definition;

        Assert.Equal(("greeting", 3, "Greet", "Hello"), (definition.Id, definition.Version, definition.Title, definition.Group));
        Assert.Equal(["a", "b"], definition.Tags);
        Assert.Equal(("hello", "guest"), (definition.Trigger, Assert.Single(definition.Targets)));
        Assert.Equal((TimeSpan.FromSeconds(90), Durability.Suspend), (definition.FinalizerTimeout, definition.Durability));
        Assert.Equal(["", "greet", "repeat"], definition.Nodes.Select(n => n.Id));
        Assert.Contains(new GraphEdge("greet", "repeat"), definition.Graph.Edges);
    }
}
