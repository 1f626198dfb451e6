namespace RunkonFlow.Typed.Import.Reading;

/// <summary>A word of a <c>.wf</c> file.</summary>
/// <param name="Kind">What it is; keywords are words.</param>
/// <param name="Text">The word, the number's digits, the string without its quotes, or the symbol.</param>
/// <param name="At">Where it begins.</param>
/// <param name="EndLine">The line on which it ends.</param>
/// <param name="BeginsLine">Nothing but space stands before it on its line.</param>
internal readonly record struct Token(TokenKind Kind, string Text, Position At, int EndLine, bool BeginsLine)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;

    public string Shown => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.Text => $"the text \"{(Text.Length > 30 ? Text[..30] + "…" : Text)}\"",
        _ => $"'{Text}'",
    };
}
