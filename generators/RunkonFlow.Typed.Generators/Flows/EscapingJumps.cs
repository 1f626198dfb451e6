using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>
/// Finds the jumps of a statement that lead out of it. A statement without durable operation stays whole in its segment, but a jump
/// that leaves the segment must become an exit of the segment's method.
/// </summary>
internal static class EscapingJumps
{
    public static List<StatementSyntax> Of(SyntaxNode statement)
    {
        var jumps = new List<StatementSyntax>();
        foreach (var node in statement.DescendantNodesAndSelf(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is not StatementSyntax jump)
                continue;
            if (jump is ReturnStatementSyntax || (TargetOf(jump) is { } target && !statement.Contains(target)))
                jumps.Add(jump);
        }
        return jumps;
    }

    /// <summary>The loop, switch or catch clause that a break, a continue or a bare throw belongs to.</summary>
    public static SyntaxNode? TargetOf(StatementSyntax jump) => jump switch
    {
        BreakStatementSyntax => jump.Ancestors().FirstOrDefault(n => IsLoop(n) || n is SwitchStatementSyntax),
        ContinueStatementSyntax => jump.Ancestors().FirstOrDefault(IsLoop),
        ThrowStatementSyntax { Expression: null } => jump.Ancestors().FirstOrDefault(n => n is CatchClauseSyntax),
        _ => null,
    };

    /// <summary>Whether a bare throw stands in a try block of the statement that has catch clauses: an exit would pass them by.</summary>
    public static bool MayBeCaught(StatementSyntax jump, SyntaxNode statement)
        => jump is ThrowStatementSyntax && jump.Ancestors().TakeWhile(n => statement.Contains(n))
            .Any(n => n is BlockSyntax { Parent: TryStatementSyntax { Catches.Count: > 0 } around } && n == around.Block);

    private static bool IsLoop(SyntaxNode node)
        => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;
}
