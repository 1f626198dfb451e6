using System.Reflection;

namespace RunkonFlow.Typed.SqlServer.Tests.NeedsSqlServer;

/// <summary>The list of tests that need the product itself.</summary>
public sealed class ListTests
{
    [Fact]
    public void The_list_names_the_tests_that_need_SQL_Server_and_no_others()
    {
        using var reader = new StreamReader(typeof(ListTests).Assembly.GetManifestResourceStream("needs-sql-server.txt")!);
        var listed = reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#');

        var marked = typeof(ListTests).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes<TraitAttribute>().Any(trait => trait.Name == RealServer.Trait && trait.Value == RealServer.Product))
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => $"{type.Name}.{method.Name}"));

        Assert.Equal(marked.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }
}
