using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Tests.Corpus;

/// <summary>What C# itself refuses is said once, by C#, on the user's line: no machine repeats it and no rule adds to it.</summary>
public sealed class CompilerErrorTests
{
    [Theory]
    [InlineData("CS0029", "int wrong = \"text\"; await AddAsync(wrong);")]
    [InlineData("CS0103", "n = await AddAsync(missing);")]
    [InlineData("CS0103", "while (missing) n = await AddAsync(n);")]
    [InlineData("CS0165", "int unset; n = await AddAsync(unset);")]
    [InlineData("CS1503", "n = await AddAsync(\"text\");")]
    [InlineData("CS0246", "Missing other = new(); n = await AddAsync(n);")]
    [InlineData("CS1061", "n = await AddAsync(n).NotThere();")]
    [InlineData("CS1996", "lock (this) { n = await AddAsync(n); }")]
    [InlineData("CS7094", "try { n = await AddAsync(n); } catch (StepFailedException) when (await CheckAsync(n)) { n = 0; }")]
    [InlineData("CS0157", "try { n = await AddAsync(n); } finally { return n; }")]
    [InlineData("CS0128", "var twice = await AddAsync(n); var twice = 3;")]
    public async Task A_flow_that_C_sharp_refuses_gets_its_error_alone(string id, string statements)
    {
        var program = CorpusProgram.OfMembers(id, $$"""
                [Flow]
                public async Task<int> RunAsync(int n)
                {
                    {{statements}}
                    return n;
                }
            """);

        var build = await CommandLineBuild.RunAsync(program.Trees(), TestContext.Current.CancellationToken);

        var error = Assert.Single(build.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(id, error.Id);
        Assert.DoesNotContain(error.Location.SourceTree, build.GeneratedTrees);
    }
}
