using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Oracle.Tests.Mutants;

/// <summary>Puts a count into every loop of a source, so that a fault in it cannot make it go on for ever.</summary>
internal sealed class LoopFuel : CSharpSyntaxRewriter
{
    /// <summary>To be compiled beside the rewritten sources, once for each fault.</summary>
    public const string Source = """
        internal static class LoopFuel
        {
            private static int s_burnt;

            public static void Burn()
            {
                if (++s_burnt > 50_000_000) throw new System.InvalidOperationException("a loop of the generator does not end");
            }
        }
        """;

    private static readonly StatementSyntax Burn = SyntaxFactory.ParseStatement("global::LoopFuel.Burn(); ");

    public override SyntaxNode VisitWhileStatement(WhileStatementSyntax node) => node.WithStatement(Counted(node.Statement));

    public override SyntaxNode VisitForStatement(ForStatementSyntax node) => node.WithStatement(Counted(node.Statement));

    private BlockSyntax Counted(StatementSyntax body) => SyntaxFactory.Block(Burn, (StatementSyntax)Visit(body));
}
