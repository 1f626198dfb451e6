using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>A debug build names the user's lines.</summary>
public sealed class LineTests
{
    private const string Source = """
        using RunkonFlow.Typed;

        namespace Lined;

        [Workflow("lined", Version = 1)]
        public sealed partial class Lines
        {
            [Flow]
            public async Task<int> RunAsync(int a)
            {
                var c = 1;
                await TellAsync(
                    c);
                c += Raise(a, 1); // line 14
                while (Flow.Loop(c < 9
                    && Raise(a, 2) < 9, max: 9)) // the condition begins in line 15
                {
                    await Flow.As("second", TellAsync(
                        Raise(a, 3) // line 19
                        + c));
                    c += 5;
                }
                return // line 23
                    Raise(a, 4);
            }

            private static int Raise(int a, int place) => a == place ? throw new InvalidOperationException("here") : 1;

            [Step] private ValueTask TellAsync(int x) => x == 99 ? throw new InvalidOperationException("there") : default;
        }
        """;

    [Theory]
    [InlineData(1, 14)]
    [InlineData(2, 15)]
    [InlineData(3, 19)]
    [InlineData(4, 23)]
    public async Task A_stack_trace_names_the_users_file_and_line(int place, int line)
    {
        var host = new FlowHost(LoadWithSymbols(), "Lined.Lines");

        var end = await host.RunAsync($$"""{"a":{{place}}}""");

        Assert.Equal("failed Fault System.InvalidOperationException: here", end);
        Assert.Contains($"Lines.cs:line {line}\n", host.Frame.Outcome!.Stack!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static Assembly LoadWithSymbols()
    {
        var tree = CSharpSyntaxTree.ParseText(
            Source, Compilations.ParseOptions, "/user/Lines.cs", System.Text.Encoding.UTF8, TestContext.Current.CancellationToken);
        var compilation = Compilations.Create("Lined.App", []).AddSyntaxTrees(tree);
        GeneratorHarness.Start(compilation, out var outcome);
        using MemoryStream image = new(), symbols = new();
        var result = outcome.Compilation.Emit(
            image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        (image.Position, symbols.Position) = (0, 0);
        return new AssemblyLoadContext("Lined", isCollectible: true).LoadFromStream(image, symbols);
    }
}
