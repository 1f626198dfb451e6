namespace RunkonFlow.Typed.Import.Reading;

/// <summary>Walks over the tokens, and keeps the depth of braces so that an error can be left behind.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens, IReadOnlyList<Comment> comments)
{
    private int _at;
    private int _nextComment;

    public Token Current => tokens[_at];

    public Token Following => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    /// <summary>How many braces are open.</summary>
    public int Depth { get; private set; }

    public Token Advance()
    {
        var token = tokens[_at];
        if (token.Is("{")) Depth++;
        if (token.Is("}")) Depth--;
        if (token.Kind != TokenKind.End) _at++;
        return token;
    }

    /// <summary>The comments up to the current token that nobody has taken yet; behind the last token, those on its line.</summary>
    public List<string> TakeComments(bool trailingOnly = false)
    {
        var taken = new List<string>();
        while (_nextComment < comments.Count && comments[_nextComment] is var comment && comment.TokensBefore <= _at)
        {
            var isBehind = comment.TokensBefore == _at && _at > 0 && comment.Line == tokens[_at - 1].EndLine;
            if (trailingOnly && comment.TokensBefore == _at && !isBehind) break;
            taken.Add(comment.Text);
            _nextComment++;
        }
        return taken;
    }

    /// <summary>The comments that are left.</summary>
    public List<string> TakeAllComments()
    {
        var taken = comments.Skip(_nextComment).Select(static comment => comment.Text).ToList();
        _nextComment = comments.Count;
        return taken;
    }

    public bool TryTake(string symbol)
    {
        if (!Current.Is(symbol)) return false;
        Advance();
        return true;
    }

    public void Expect(string symbol, string where)
    {
        if (!TryTake(symbol)) throw new Refusal(Current.At, $"'{symbol}' is missing {where}; here stands {Current.Shown}.");
    }

    /// <summary>A name; keywords are names too, but for <c>meta</c> and <c>do</c>.</summary>
    public string Name(string what)
    {
        var token = Current;
        if (token.Kind != TokenKind.Word || token.Text is "meta" or "do")
            throw new Refusal(token.At, $"{what} is missing: a name without quotes. Here stands {token.Shown}.");
        return Advance().Text;
    }

    /// <summary>Goes on to where the next statement of a block, or the block's end, stands.</summary>
    public void SkipToStatement(int depth)
    {
        while (Current.Kind != TokenKind.End)
        {
            if (Depth < depth) return;
            if (Depth == depth && (Current.Is("}") || (Current.BeginsLine && Parser.IsStatement(Current)))) return;
            Advance();
        }
    }
}
