using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Tests.Emission;

public sealed class SourceWriterTests
{
    [Fact]
    public void Lines_are_indented_and_empty_ones_are_empty()
    {
        var writer = new SourceWriter();

        using (writer.Block("class A"))
        {
            writer.Line("int x;\r\n\r\nint y;").Line();
            using (writer.Indent()) writer.Line("// deeper");
        }

        Assert.Equal("class A\n{\n    int x;\n\n    int y;\n\n        // deeper\n}\n", writer.ToString());
    }

    [Fact]
    public void Verbatim_text_is_left_alone()
    {
        var writer = new SourceWriter();

        using (writer.Block("{")) writer.Verbatim("  as\r\nit is");

        Assert.Equal("{\n{\n  as\r\nit is}\n", writer.ToString());
    }

    [Fact]
    public void A_block_that_is_left_open_is_a_fault()
    {
        var writer = new SourceWriter();

        _ = writer.Block("class A");

        Assert.Throws<InvalidOperationException>(writer.ToString);
    }

    [Theory]
    [InlineData("Foo")]
    [InlineData("foo")]
    public void A_file_name_tells_case_apart_by_its_checksum(string name)
        => Assert.NotEqual(
            HintName.Of("FOO", "Workflow").ToUpperInvariant(), HintName.Of(name, "Workflow").ToUpperInvariant());
}
