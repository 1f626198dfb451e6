using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Tests.Corpus;

internal static class CorpusAssert
{
    public static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("RKF", StringComparison.Ordinal);

    /// <summary>One diagnostic of ours with the promised id and words, on the marked line of the user's file, and no other error.</summary>
    public static void OneAnswerOfOurs(CorpusProgram program, CommandLineBuild build)
    {
        var expected = program.Expected!;
        var answers = build.Diagnostics.Where(diagnostic => IsOurs(diagnostic) || diagnostic.Severity == DiagnosticSeverity.Error).ToArray();

        Assert.True(answers is [_], $"one {expected.Id} wanted, got {answers.Length}:\n{string.Join("\n", answers.AsEnumerable())}");
        var answer = answers[0];
        Assert.Equal(expected.Id, answer.Id);
        Assert.DoesNotContain(answer.Location.SourceTree, build.GeneratedTrees);
        Assert.Contains($"// {expected.Id}", answer.Location.SourceTree!.GetText().Lines[answer.Location.GetLineSpan().StartLinePosition.Line].ToString());
        var message = answer.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(expected.Words, word => Assert.Contains(word, message));
    }

    /// <summary>So that it is our word and nobody else's which stops the program. The bodies of gates and signals are emitted, so they lack alone.</summary>
    public static void IsRightForTheCompilerAlone(CorpusProgram program)
        => Assert.DoesNotContain(
            CommandLineBuild.Compilation(program.Trees()).GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS8795");
}
