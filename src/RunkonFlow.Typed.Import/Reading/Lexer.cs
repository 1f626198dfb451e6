using System.Text;

namespace RunkonFlow.Typed.Import.Reading;

/// <summary>Cuts a <c>.wf</c> file into words. An error skips what it is about, so that one pass reports them all.</summary>
internal sealed class Lexer(string text, Findings findings)
{
    private readonly List<Token> _tokens = [];
    private readonly List<Comment> _comments = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private int _lastTokenLine;

    public IReadOnlyList<Token> Tokens => _tokens;

    public IReadOnlyList<Comment> Comments => _comments;

    private Position Here => new(_line, _at - _lineStart + 1);

    public void Run()
    {
        if (text.StartsWith('\uFEFF')) (_at, _lineStart) = (1, 1);
        while (_at < text.Length) ReadOne();
        Add(TokenKind.End, "", Here);
    }

    private void ReadOne()
    {
        var c = text[_at];
        if (c == '\n') NewLine();
        else if (char.IsWhiteSpace(c)) _at++;
        else if (c == '/' && Next == '/') ReadComment();
        else if (c == '"') ReadText();
        else if (char.IsAsciiDigit(c)) ReadNumber();
        else if (IsWordStart(c)) ReadWord();
        else if ("{}[]=.,".Contains(c, StringComparison.Ordinal)) ReadSymbol();
        else Refuse(c);
    }

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private void NewLine()
    {
        _at++;
        _line++;
        _lineStart = _at;
    }

    private void ReadComment()
    {
        var end = EndOfLine();
        _comments.Add(new(text[(_at + 2)..end].Trim(), _line, _tokens.Count));
        _at = end;
    }

    private void ReadWord()
    {
        var (start, at) = (_at, Here);
        while (_at < text.Length && (IsWordStart(text[_at]) || char.IsAsciiDigit(text[_at]) || text[_at] == '-')) _at++;
        Add(TokenKind.Word, text[start.._at], at);
    }

    private void ReadNumber()
    {
        var (start, at) = (_at, Here);
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        var digits = text[start.._at];
        if (!uint.TryParse(digits, out _)) findings.Error(at, $"{digits} is too large: numbers go up to {uint.MaxValue}.");
        Add(TokenKind.Number, digits, at);
    }

    private void ReadText()
    {
        var at = Here;
        var value = new StringBuilder();
        _at++;
        while (_at < text.Length && text[_at] != '"')
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
            {
                value.Append(Next switch { 'n' => '\n', 't' => '\t', var other => other });
                _at += 2;
            }
            else if (text[_at] == '\n')
            {
                value.Append('\n');
                NewLine();
            }
            else
            {
                value.Append(text[_at++]);
            }
        }
        if (_at == text.Length) findings.Error(at, "This text has no closing quote.");
        else _at++;
        Add(TokenKind.Text, value.ToString(), at);
    }

    private void ReadSymbol()
    {
        Add(TokenKind.Symbol, text[_at].ToString(), Here);
        _at++;
    }

    private void Refuse(char c)
    {
        var isForeignComment = c == '#' || (c == '-' && Next == '-');
        findings.Error(Here, isForeignComment
            ? $"'{(c == '#' ? "#" : "--")}' does not begin a comment; write '//'."
            : $"'{c}' is not a character of the language; remove it, or put it into quotes.");
        _at = isForeignComment ? EndOfLine() : _at + 1;
    }

    private int EndOfLine()
    {
        var end = text.IndexOf('\n', _at);
        return end < 0 ? text.Length : end;
    }

    private void Add(TokenKind kind, string value, Position at)
    {
        _tokens.Add(new(kind, value, at, _line, at.Line != _lastTokenLine));
        _lastTokenLine = _line;
    }

    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_';
}
