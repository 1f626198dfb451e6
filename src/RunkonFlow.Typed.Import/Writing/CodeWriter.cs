using System.Text;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>Indented lines of C#.</summary>
internal sealed class CodeWriter
{
    /// <summary>Where a line may be broken.</summary>
    public const char Break = '\u0001';

    private const int Width = 140;

    private readonly StringBuilder _text = new();
    private int _depth;

    public int Column => _depth * 4;

    public void Line(string line = "")
    {
        var parts = line.Split(Break);
        if (parts.Length > 1 && Column + line.Length - parts.Length + 1 <= Width) parts = [string.Concat(parts)];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 0) _text.Append(' ', Column + (i == 0 ? 0 : 4)).Append(i == 0 ? parts[i].TrimEnd(' ') : parts[i].Trim(' '));
            _text.Append('\n');
        }
    }

    public void Append(CodeWriter other)
    {
        foreach (var line in other.ToString().TrimEnd('\n').Split('\n')) Line(line);
    }

    public void Open(string? head = null)
    {
        if (head is not null) Line(head);
        Line("{");
        _depth++;
    }

    public void Close(string behind = "")
    {
        _depth--;
        Line("}" + behind);
    }

    public void Comment(string text)
    {
        foreach (var line in text.Split('\n')) Line($"// {line.TrimEnd()}".TrimEnd());
    }

    /// <summary>A documentation comment of one paragraph.</summary>
    public void Summary(string text)
    {
        var lines = CSharp.Xml(text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length < 2)
        {
            Line($"/// <summary>{(lines.Length == 0 ? "" : lines[0])}</summary>");
            return;
        }
        Line("/// <summary>");
        foreach (var line in lines) Line($"/// {line}");
        Line("/// </summary>");
    }

    public override string ToString() => _text.ToString();
}
