namespace RunkonFlow.Typed.Samples.Tests;

/// <summary>The README's code is code of the Shop sample, so it compiles.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Every_code_block_of_the_readme_stands_in_the_shop_sample()
    {
        var code = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "samples", "Shop"), "*.cs").Select(Unindented));

        var blocks = CodeBlocks(File.ReadAllLines(Path.Combine(Repository.Root, "README.md")));

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, code));
    }

    internal static List<string> CodeBlocks(string[] lines)
    {
        List<string> blocks = [];
        List<string>? block = null;
        foreach (var line in lines)
        {
            if (block is null)
            {
                if (line == "```csharp") block = [];
            }
            else if (line == "```")
            {
                blocks.Add(Unindent(block));
                block = null;
            }
            else
            {
                block.Add(line);
            }
        }

        return blocks;
    }

    internal static string Unindented(string file) => Unindent(File.ReadAllLines(file));

    private static string Unindent(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => line.Trim())) + "\n";
}
