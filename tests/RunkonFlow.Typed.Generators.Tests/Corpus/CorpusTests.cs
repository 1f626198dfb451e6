namespace RunkonFlow.Typed.Generators.Tests.Corpus;

public sealed class CorpusTests
{
    public static TheoryData<string> WrongPrograms => [.. CorpusProgram.Wrong.Keys];

    public static TheoryData<string> RightPrograms => [.. CorpusProgram.Right.Keys];

    public static TheoryData<string> FirstOfEachRule => [.. CorpusProgram.Wrong.Keys.GroupBy(name => name.Split('/')[0]).Select(rule => rule.First())];

    [Theory, MemberData(nameof(WrongPrograms))]
    public async Task A_wrong_program_gets_one_clear_answer_on_its_line(string name)
    {
        var program = CorpusProgram.Wrong[name];

        var build = await CommandLineBuild.RunAsync(program.Trees(), TestContext.Current.CancellationToken);

        CorpusAssert.OneAnswerOfOurs(program, build);
        CorpusAssert.IsRightForTheCompilerAlone(program);
    }

    [Theory, MemberData(nameof(FirstOfEachRule))]
    public async Task A_pragma_around_the_line_silences_the_rule(string name)
    {
        var program = CorpusProgram.Wrong[name];
        var silenced = program.WithPragma(program.Expected!);

        var build = await CommandLineBuild.RunAsync(silenced.Trees(), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(build.Diagnostics, CorpusAssert.IsOurs);
    }

    [Theory, MemberData(nameof(RightPrograms))]
    public async Task A_right_program_compiles_without_a_word(string name)
    {
        var program = CorpusProgram.Right[name];

        var build = await CommandLineBuild.RunAsync(program.Trees(), TestContext.Current.CancellationToken);

        Assert.Empty(build.Diagnostics);
    }

    [Fact]
    public void The_corpus_is_as_large_as_it_is_meant_to_be()
    {
        Assert.True(CorpusProgram.Wrong.Count >= 150, $"{CorpusProgram.Wrong.Count} wrong programs");
        Assert.True(CorpusProgram.Right.Count >= 40, $"{CorpusProgram.Right.Count} right programs");
        Assert.All(CorpusProgram.Wrong.Values, program => Assert.NotNull(program.Expected));
        Assert.All(CorpusProgram.Right.Values, program => Assert.Null(program.Expected));
    }
}
