namespace RunkonFlow.Typed.Generators.Tests.Surface;

public sealed class RegistrationTests
{
    private const string Flow = "[Flow] public async Task RunAsync() => await Flow.Delay(TimeSpan.Zero);";

    [Fact]
    public void All_workflows_of_an_assembly_are_registered_in_the_order_of_their_names()
    {
        var outcome = GeneratorHarness.Run($$"""
            using RunkonFlow.Typed;
            namespace Shop;
            [Workflow("b")] public sealed partial class B { {{Flow}} }
            [Workflow("a")] internal sealed partial class A { {{Flow}} }
            public static partial class Outer { [Workflow("c")] internal sealed partial class C { {{Flow}} } }
            public static partial class Shut { [Workflow("d")] private sealed partial class D { {{Flow}} } }
            public static class Program
            {
                public static void Register(RunkonFlowBuilder builder) => builder.AddShopAppWorkflows();
            }
            """);

        Snapshot.Match(outcome.Files["RunkonFlow.Workflows.g.cs"]);
    }

    [Fact]
    public void Without_workflows_nothing_is_emitted()
        => Assert.Empty(GeneratorHarness.RunWithErrors("namespace Shop; public sealed class Plain;").Files);

    [Fact]
    public void A_workflow_that_declares_its_own_registration_is_left_to_its_user()
    {
        var outcome = GeneratorHarness.RunWithErrors($$"""
            using RunkonFlow.Typed;
            [Workflow("a")] public sealed partial class A { {{Flow}} public static int Registration => 1; }
            """);

        Assert.DoesNotContain("RunkonFlow.Workflows.g.cs", outcome.Files.Keys);
    }
}
