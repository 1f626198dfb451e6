using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>
/// The user's text, token by token as it stands. Comments and directives are left out, their line ends are kept, so that a line stays
/// where it was.
/// </summary>
internal static class PieceText
{
    public static string Of(SyntaxNode node) => Parts(node, new Dictionary<StatementSyntax, Jump>())[0].Text;

    /// <summary>The text of a statement with its escaping jumps taken out of it.</summary>
    public static List<PiecePart> Parts(SyntaxNode node, IReadOnlyDictionary<StatementSyntax, Jump> jumps)
    {
        var parts = new List<PiecePart>();
        var text = new StringBuilder();
        var first = node.GetFirstToken();
        var ahead = new Queue<KeyValuePair<StatementSyntax, Jump>>(jumps.OrderBy(j => j.Key.SpanStart));
        foreach (var token in node.DescendantTokens())
        {
            var jump = ahead.Count > 0 ? ahead.Peek().Key : null;
            var isInJump = jump is not null && jump.Span.Contains(token.Span);
            if (token != first && (!isInJump || token == jump!.GetFirstToken()))
                Append(text, token.LeadingTrivia);
            if (!isInJump)
                text.Append(token.Text);
            else if (token == jump!.GetLastToken())
                Take();
            if (!isInJump || token == jump!.GetLastToken())
                Append(text, token.TrailingTrivia);
        }
        while (text.Length > 0 && char.IsWhiteSpace(text[text.Length - 1]))
            text.Length--;
        if (text.Length > 0 || parts.Count == 0)
            parts.Add(new PiecePart(text.ToString()));
        return parts;

        void Take()
        {
            if (text.Length > 0)
                parts.Add(new PiecePart(text.ToString()));
            text.Clear();
            var taken = ahead.Dequeue();
            parts.Add(EscapingJumps.MayBeCaught(taken.Key, node)
                ? new PiecePart("", Rethrown: taken.Value.Target)
                : new PiecePart(taken.Key is ReturnStatementSyntax { Expression: { } returned } ? Of(returned) : "", taken.Value));
        }
    }

    private static void Append(StringBuilder text, SyntaxTriviaList trivia)
    {
        foreach (var item in trivia)
        {
            switch (item.Kind())
            {
                case SyntaxKind.WhitespaceTrivia:
                    text.Append(item.ToFullString());
                    break;
                case SyntaxKind.EndOfLineTrivia:
                    EndLine(text);
                    break;
                case SyntaxKind.SingleLineCommentTrivia:
                    break;
                default:
                    // A comment over several lines, a directive, what a directive switched off: its lines stay, empty.
                    var full = item.ToFullString();
                    var lines = full.Count(c => c == '\n');
                    for (var i = 0; i < lines; i++)
                        EndLine(text);
                    if (lines == 0)
                        text.Append(' ', full.Length);
                    break;
            }
        }
    }

    private static void EndLine(StringBuilder text)
    {
        while (text.Length > 0 && text[text.Length - 1] is ' ' or '\t')
            text.Length--;
        text.Append('\n');
    }
}
