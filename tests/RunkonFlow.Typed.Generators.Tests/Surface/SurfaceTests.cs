namespace RunkonFlow.Typed.Generators.Tests.Surface;

public sealed class SurfaceTests
{
    private const string Order = """
        using RunkonFlow.Typed;
        namespace Shop;

        public sealed record Order(string Id, decimal Total);
        public sealed record Receipt(string Id);
        public interface IStock;

        [Workflow("order-fulfilment", Version = 3, Description = "Ships <what> was ordered.")]
        public sealed partial class OrderFulfilment(IStock stock, IServiceProvider services, string? region = null)
        {
            [Flow]
            public async Task<Receipt> RunAsync(Order order, int retries = 3, CancellationToken ct = default)
            {
                _ = (stock, services, region);
                await ReserveAsync(order, ct);
                return new Receipt(order.Id);
            }

            [Step]
            private Task ReserveAsync(Order order, CancellationToken ct = default) => Task.CompletedTask;
        }
        """;

    [Fact]
    public void A_workflow_gets_a_registration_and_a_typed_start()
    {
        var outcome = GeneratorHarness.Run(Order);

        Snapshot.Match(outcome.Surface);
    }

    [Fact]
    public void A_start_carries_the_input()
    {
        var assembly = GeneratorHarness.Run("""
            using RunkonFlow.Typed;

            [Workflow("w")]
            internal sealed partial class W
            {
                [Flow] public async Task RunAsync(int @event, string name = "a\"b", DayOfWeek day = DayOfWeek.Friday, params int[] more) => await Task.Yield();
            }
            public static class Probe
            {
                public static WorkflowStart<Unit> Start() => W.Start(7);
                public static object Input(WorkflowStart start) { var i = (W.FlowInput)start.Input; return (i.Event, i.Name, i.Day, i.More.Length); }
            }
            """).Load();
        var probe = assembly.GetType("Probe")!;

        var start = (WorkflowStart)probe.GetMethod("Start")!.Invoke(null, [])!;

        Assert.Equal(("w", 1), (start.Workflow.Id, start.Workflow.Version));
        Assert.True(start.Workflow.IsStateless);
        Assert.Equal((7, "a\"b", DayOfWeek.Friday, 0), probe.GetMethod("Input")!.Invoke(null, [start]));
    }

    [Theory]
    [InlineData("public", "public")]
    [InlineData("internal", "internal")]
    [InlineData("private", "private")]
    public void A_start_is_as_accessible_as_its_types_allow(string order, string start)
    {
        var outcome = GeneratorHarness.Run($$"""
            using RunkonFlow.Typed;
            namespace Shop;
            public partial class Outer
            {
                {{order}} sealed record Order;

                [Workflow("w")]
                public sealed partial class W
                {
                    [Flow] private async Task<List<Order?>> RunAsync(Order? order) { await Task.Yield(); return [order]; }
                }
            }
            """);

        Assert.Contains($"{start} static global::RunkonFlow.Typed.WorkflowStart<", outcome.Surface, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_nested_workflow_is_started_by_its_neighbours()
    {
        var outcome = GeneratorHarness.Run("""
            using RunkonFlow.Typed;
            namespace Shop.@event;
            internal static partial class Outer
            {
                private partial record struct Inner
                {
                    private sealed record Order;

                    [Workflow("w")]
                    private sealed partial class @class
                    {
                        [Flow] public async Task RunAsync(Order equals) { await Task.Yield(); _ = equals; }
                    }
                    public WorkflowStart Start() => @class.Start(new Order());
                }
            }
            """);

        Assert.Contains("public static global::RunkonFlow.Typed.WorkflowStart<global::RunkonFlow.Typed.Unit> Start(", outcome.Surface, StringComparison.Ordinal);
        Assert.Contains("EqualsValue", outcome.Surface, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_only_by_case_make_two_files()
    {
        var outcome = GeneratorHarness.Run("""
            using RunkonFlow.Typed;
            [Workflow("a")] public sealed partial class Foo { [Flow] public async Task RunAsync() => await Task.Yield(); }
            [Workflow("b")] public sealed partial class FOO { [Flow] public async Task RunAsync() => await Task.Yield(); }
            """);

        Assert.Equal(2, outcome.Files.Keys.Count(name => name.EndsWith(".Workflow.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_a_machine_the_registration_says_why()
    {
        var type = GeneratorHarness.RunWithErrors("""
            using RunkonFlow.Typed;
            [Workflow("a")] public sealed partial class Foo;
            """).Load().GetType("Foo")!;

        var registration = (WorkflowRegistration)type.GetProperty("Registration")!.GetValue(null)!;

        Assert.Contains("compile errors", Assert.Throws<InvalidOperationException>(() => registration.Machine).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_of_the_workflow_have_handles_and_those_of_services_have_none()
    {
        var outcome = GeneratorHarness.Run("""
            using RunkonFlow.Typed;
            public interface IStock { [Step] Task<int> HoldAsync(); }
            [Workflow("w")]
            public sealed partial class W(IStock stock)
            {
                private sealed record Secret(int Number);
                [Flow] public async Task RunAsync() { await stock.HoldAsync(); await OneAsync(1); await OneAsync("1"); await HideAsync(); await steps(); }
                [Step] private Task<int> OneAsync(int x) => Task.FromResult(x);
                [Step("other")] private ValueTask<string?> OneAsync(string x) => new(x);
                [Step] private Task<Secret> HideAsync() => Task.FromResult(new Secret(1));
                [Step] private Task steps() => Task.CompletedTask;
            }
            public static class Probe { public static object[] Handles => [W.Steps.One, W.Steps.One2, W.Steps.StepsHandle]; }
            """);
        var handles = (object[])outcome.Load().GetType("Probe")!.GetProperty("Handles")!.GetValue(null)!;

        Assert.Equal([new StepHandle<int>("w", "one"), new StepHandle<string?>("w", "other"), new StepHandle("w", "steps")], handles);
        Assert.Contains("private static global::RunkonFlow.Typed.StepHandle<global::W.Secret> Hide ", outcome.Surface, StringComparison.Ordinal);
        Assert.DoesNotContain("Hold", outcome.Surface, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("W", "public int Steps => 3;")]
    [InlineData("W", "private static class Steps;")]
    [InlineData("Steps", "")]
    public void Where_the_name_of_the_handles_is_taken_they_are_left_out(string name, string member)
    {
        var outcome = GeneratorHarness.Run($$"""
            using RunkonFlow.Typed;
            [Workflow("w")]
            public sealed partial class {{name}}
            {
                {{member}}
                [Flow] public async Task RunAsync() => await OneAsync();
                [Step] private Task OneAsync() => Task.CompletedTask;
            }
            """);

        Assert.DoesNotContain("StepHandle", outcome.Surface, StringComparison.Ordinal);
    }
}
