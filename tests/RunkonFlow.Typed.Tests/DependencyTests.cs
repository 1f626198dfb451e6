using System.Reflection;

namespace RunkonFlow.Typed.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void The_core_library_needs_only_the_framework_abstractions_and_a_cron_parser()
    {
        var references = Assembly.Load("RunkonFlow.Typed").GetReferencedAssemblies().Select(name => name.Name!);

        Assert.All(references, IsFrameworkOrAbstraction);
    }

    private static void IsFrameworkOrAbstraction(string name) => Assert.True(
        name.StartsWith("System.", StringComparison.Ordinal)
        // Reads cron expressions; it has no dependencies of its own.
        || name is "Cronos" or "Microsoft.Win32.Primitives" or "Microsoft.Extensions.Options"
        || (name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name.EndsWith(".Abstractions", StringComparison.Ordinal)),
        $"RunkonFlow.Typed references {name}.");
}
