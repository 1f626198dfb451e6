namespace RunkonFlow.Typed.Samples.Tests;

/// <summary>The code of the guide to testing is code of these tests, so it compiles and holds.</summary>
public sealed class GuideTests
{
    [Fact]
    public void Every_code_block_of_the_guide_to_testing_stands_in_the_tests_of_the_shop()
    {
        string[] folders = [Path.Combine("samples", "Shop"), Path.Combine("tests", "RunkonFlow.Typed.Samples.Tests", "Shop")];
        var code = string.Concat(folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs")).Select(ReadmeTests.Unindented));

        var blocks = ReadmeTests.CodeBlocks(File.ReadAllLines(Path.Combine(Repository.Root, "docs", "testing.md")));

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, code));
    }

    [Fact]
    public void Every_code_block_of_the_first_workflow_stands_in_its_sample()
    {
        string[] folders = [Path.Combine("samples", "Hello"), Path.Combine("tests", "RunkonFlow.Typed.Samples.Tests", "Hello")];
        var code = string.Concat(folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs")).Select(ReadmeTests.Unindented));

        var blocks = ReadmeTests.CodeBlocks(File.ReadAllLines(Path.Combine(Repository.Root, "docs", "getting-started.md")));

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, code));
    }
}
