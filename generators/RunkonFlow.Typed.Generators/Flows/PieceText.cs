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
    public static string Of(SyntaxNode node) => Of(node.DescendantTokens());

    /// <summary>The text of a statement with its escaping jumps taken out of it.</summary>
    public static List<PiecePart> Parts(SyntaxNode node, IReadOnlyDictionary<StatementSyntax, Jump> jumps)
    {
        var parts = new List<PiecePart>();
        var between = new List<SyntaxToken>();
        var ordered = new Queue<KeyValuePair<StatementSyntax, Jump>>(jumps.OrderBy(j => j.Key.SpanStart));
        foreach (var token in node.DescendantTokens())
        {
            if (ordered.Count > 0 && token.SpanStart >= ordered.Peek().Key.Span.End)
                Take();
            if (ordered.Count == 0 || token.SpanStart < ordered.Peek().Key.SpanStart)
                between.Add(token);
        }
        if (ordered.Count > 0)
            Take();
        Flush();
        return parts;

        void Take()
        {
            Flush();
            var (statement, jump) = (ordered.Peek().Key, ordered.Dequeue().Value);
            var value = statement is ReturnStatementSyntax { Expression: { } returned } ? Of(returned) : "";
            parts.Add(new PiecePart(value, jump));
        }

        void Flush()
        {
            if (between.Count > 0)
                parts.Add(new PiecePart(Of(between, isFirst: parts.Count == 0)));
            between.Clear();
        }
    }

    private static string Of(IEnumerable<SyntaxToken> tokens, bool isFirst = true)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            if (!isFirst)
                Append(text, token.LeadingTrivia);
            isFirst = false;
            text.Append(token.Text);
            Append(text, token.TrailingTrivia);
        }
        while (text.Length > 0 && char.IsWhiteSpace(text[text.Length - 1]))
            text.Length--;
        return text.ToString();
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
