using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Runs a driver again after an edit that changes no member, and looks at what ran.</summary>
internal static class Caching
{
    public static void AssertSurfaceIsCached(GeneratorDriver driver, CSharpCompilation compilation)
    {
        var unrelated = compilation.AddSyntaxTrees(Compilations.Parse("namespace Elsewhere { internal sealed class Unrelated; }", "Unrelated.cs"));
        AssertCached(driver, unrelated, "an unrelated file");

        foreach (var tree in compilation.SyntaxTrees)
        {
            if (WithComment(tree, "// a comment") is { } commented)
                AssertCached(driver, compilation.ReplaceSyntaxTree(tree, commented), "a comment above the class");
            if (WithComment(tree, "/// <summary>A documentation comment.</summary>") is { } documented)
                AssertCached(driver, compilation.ReplaceSyntaxTree(tree, documented), "a documentation comment above the class");
        }
    }

    private static void AssertCached(GeneratorDriver driver, CSharpCompilation edited, string edit)
    {
        var result = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        foreach (var name in TrackingNames.SurfaceSteps)
        {
            if (!result.TrackedSteps.TryGetValue(name, out var steps)) continue;
            foreach (var (_, reason) in steps.SelectMany(step => step.Outputs))
            {
                Assert.True(
                    reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    $"After {edit}, step {name} was {reason}.");
            }
        }
        foreach (var (_, reason) in result.TrackedOutputSteps["SourceOutput"].SelectMany(step => step.Outputs))
            Assert.True(reason == IncrementalStepRunReason.Cached, $"After {edit}, a surface output was {reason}.");
    }

    private static SyntaxTree? WithComment(SyntaxTree tree, string comment)
    {
        var type = tree.GetRoot(TestContext.Current.CancellationToken)
            .DescendantNodes().OfType<TypeDeclarationSyntax>().FirstOrDefault(t => t.AttributeLists.Count > 0);
        return type is null
            ? null
            : tree.WithChangedText(tree.GetText(TestContext.Current.CancellationToken)
                .WithChanges(new TextChange(new TextSpan(type.SpanStart, 0), comment + "\n")));
    }
}
