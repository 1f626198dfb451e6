using System.Text;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Writes indented text, line by line, with <c>\n</c> ends and four spaces a level.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>How deep the next line is indented.</summary>
    public int Depth => _depth;

    /// <summary>Writes a line; text of several lines is indented line by line, and an empty one gets no spaces.</summary>
    public SourceWriter Line(string text = "")
    {
        foreach (var line in text.Replace("\r\n", "\n").Split('\n'))
        {
            if (line.Length > 0) _text.Append(' ', _depth * 4).Append(line);
            _text.Append('\n');
        }
        return this;
    }

    /// <summary>Writes text exactly as it is, without indentation or a line end: for what must stay as the user wrote it.</summary>
    public SourceWriter Verbatim(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Writes <c>header { … }</c> around what is written until the answer is disposed.</summary>
    public Scope Block(string header, string end = "}")
    {
        Line(header);
        Line("{");
        _depth++;
        return new Scope(this, end);
    }

    /// <summary>Indents what is written until the answer is disposed, and ends it with a line.</summary>
    public Scope Indent(string? end = null)
    {
        _depth++;
        return new Scope(this, end);
    }

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">A block is still open.</exception>
    public override string ToString()
        => _depth == 0 ? _text.ToString() : throw new InvalidOperationException($"{_depth} blocks are still open.");

    private void Close(string? end)
    {
        _depth--;
        if (end is not null) Line(end);
    }

    /// <summary>Closes a block.</summary>
    public readonly struct Scope(SourceWriter writer, string? end) : IDisposable
    {
        public void Dispose() => writer.Close(end);
    }
}
