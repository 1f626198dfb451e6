using System.Reflection;

namespace RunkonFlow.Typed.Oracle.Tests;

public sealed class SideBySideTests
{
    /// <remarks>The oracle lowers a program and runs the result in one process, so both halves must load together.</remarks>
    [Fact]
    public void The_generator_and_the_library_load_in_one_process_and_know_nothing_of_each_other()
    {
        var generator = Assembly.Load("RunkonFlow.Typed.Generators");
        var library = Assembly.Load("RunkonFlow.Typed");

        Assert.DoesNotContain(generator.GetReferencedAssemblies(), name => name.Name == library.GetName().Name);
        Assert.DoesNotContain(library.GetReferencedAssemblies(), name => name.Name == generator.GetName().Name);
    }
}
