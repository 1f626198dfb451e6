namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>The user's text finds in the emitted file what it found in the user's.</summary>
public sealed class SurroundingsTests
{
    [Fact]
    public async Task Usings_aliases_namespaces_and_containing_types_are_opened_again()
    {
        var outcome = GeneratorHarness.Run("""
            using RunkonFlow.Typed;
            using static System.Math;
            using Numbers = System.Collections.Immutable.ImmutableArray<int>;

            namespace Outside
            {
                using Text = System.String;

                namespace @event.Inner
                {
                    internal static class Limits { public const int Most = 7; }

                    public partial class Holder
                    {
                        private const int Hidden = 3;

                        [Workflow("nested", Version = 1)]
                        public sealed partial class @class
                        {
                            [Flow]
                            public async Task<Text> RunAsync(int @int, Text Position, int json)
                            {
                                Numbers numbers = [1, Max(@int, Hidden)];
                                await TellAsync(numbers[1], Limits.Most);
                                Text Region = Position + numbers[1];
                                await Flow.As("second", TellAsync(json, Max(2, Hidden)));
                                return Region + json + @int;
                            }

                            [Step] private Task TellAsync(int x, int y) => Task.CompletedTask;
                        }
                    }
                }
            }
            """);
        var host = new FlowHost(outcome.Load(), "Outside.event.Inner.Holder+class");

        var end = await host.RunAsync("""{"int":5,"Position":"p","json":9}""");

        Assert.Equal("returned \"p595\"", end);
    }

    [Fact]
    public async Task A_workflow_in_the_global_namespace_has_a_machine()
    {
        var outcome = GeneratorHarness.Run("""
            using RunkonFlow.Typed;

            [Workflow("plain", Version = 1)]
            public sealed partial class Plain
            {
                [Flow] public async Task RunAsync() => await TellAsync();
                [Step] private Task TellAsync() => Task.CompletedTask;
            }
            """);
        var host = new FlowHost(outcome.Load(), "Plain");

        Assert.Equal("returned nothing", await host.RunAsync("{}"));
        Assert.Equal(["tell"], host.Executed);
    }

    [Fact]
    public async Task Steps_of_injected_libraries_are_called_directly()
    {
        var outcome = GeneratorHarness.Run("""
            using RunkonFlow.Typed;

            namespace Shop;

            public interface IStock
            {
                [Step("take")] Task<(string Item, int Left)> TakeAsync(string item, params int[] counts);
            }

            public sealed class Stock : IStock
            {
                [Step("take-own")]
                public Task<(string Item, int Left)> TakeAsync(string item, params int[] counts) => Task.FromResult((item, 10 - counts.Sum()));
            }

            [Workflow("injected", Version = 1)]
            public sealed partial class Injected(IStock stock, Stock other)
            {
                private readonly Stock _own = other;

                [Flow]
                public async Task<string> RunAsync(int count)
                {
                    var (item, left) = await stock.TakeAsync("apple", count, 1);
                    string again;
                    (again, _) = await Flow.As("more", this._own.TakeAsync("pear"));
                    return item + left + again;
                }
            }
            """);
        var assembly = outcome.Load();
        var stock = Activator.CreateInstance(assembly.GetType("Shop.Stock")!)!;
        var host = new FlowHost(assembly, "Shop.Injected");

        Assert.Equal("returned \"apple7pear\"", await host.RunAsync("""{"count":2}""", stock, stock));
        Assert.Equal(["take", "more"], host.Executed);
    }

    [Fact]
    public async Task A_type_of_the_users_may_be_called_Machine_or_Values()
    {
        var outcome = GeneratorHarness.Run("""
            using RunkonFlow.Typed;

            namespace Shop;

            public sealed record Machine(int Speed);
            public sealed record Values(int Sum, int[] All);

            [Workflow("factory", Version = 1)]
            public sealed partial class Factory
            {
                [Flow]
                public async Task<Values> RunAsync(Machine first)
                {
                    Machine faster = new(first.Speed * 2);
                    await DriveAsync(faster);
                    return new Values(faster.Speed, [first.Speed]);
                }

                [Step] private Task DriveAsync(Machine machine) => Task.CompletedTask;
            }
            """);
        var host = new FlowHost(outcome.Load(), "Shop.Factory");

        Assert.Equal("""returned {"Sum":6,"All":[3]}""", await host.RunAsync("""{"first":{"Speed":3}}"""));
    }

    [Fact]
    public async Task A_frame_with_more_than_64_values_is_stored_whole()
    {
        var locals = string.Concat(Enumerable.Range(0, 70).Select(n => $"var v{n} = a + {n}; "));
        var sum = string.Join(" + ", Enumerable.Range(0, 70).Select(n => $"v{n}"));
        var probe = FlowProbe.Of($"{locals} await Tell1(v3); for (var i = 0; i < 2; i++) await Tell2(v69 + i); return {sum};");

        await probe.SameAsync(1);
        await probe.SameAsync(2, "tell2");
    }
}
