using System.Runtime.CompilerServices;

namespace RunkonFlow.Typed.Machines;

/// <summary>
/// Which round of each enclosing loop an operation stands in, outermost first: what tells two executions of one call site
/// apart. A value without allocation; text such as <c>3/0</c>.
/// </summary>
public readonly struct IterationPath : IEquatable<IterationPath>
{
    /// <summary>Loops (over all nested sub-flows) that a path can hold.</summary>
    public const int MaxDepth = 8;

    /// <summary>Characters of the longest text.</summary>
    internal const int MaxLength = MaxDepth * 12;

    private readonly Rounds _rounds;

    private IterationPath(Rounds rounds, int depth) => (_rounds, Depth) = (rounds, depth);

    /// <summary>How many loops enclose the operation.</summary>
    public int Depth { get; }

    /// <summary>The round, from 0, of the loop at a depth.</summary>
    public int this[int depth] => _rounds[depth];

    /// <summary>The path one loop further in.</summary>
    public IterationPath Then(int round)
    {
        var rounds = _rounds;
        rounds[Depth] = round;
        return new(rounds, Depth + 1);
    }

    /// <summary>This path followed by another, of a sub-flow called at it.</summary>
    public IterationPath Then(IterationPath inner)
    {
        var path = this;
        for (var i = 0; i < inner.Depth; i++)
            path = path.Then(inner[i]);
        return path;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no path.</exception>
    public static IterationPath Parse(string text)
    {
        var path = default(IterationPath);
        if (text.Length == 0)
            return path;
        foreach (var round in text.Split('/'))
            path = path.Then(int.Parse(round, System.Globalization.CultureInfo.InvariantCulture));
        return path;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Depth == 0)
            return "";
        Span<char> text = stackalloc char[MaxLength];
        return new string(text[..Format(text)]);
    }

    /// <summary>Writes the text to where <see cref="MaxLength"/> characters have room; how many it has.</summary>
    internal int Format(Span<char> text)
    {
        var length = 0;
        for (var i = 0; i < Depth; i++)
        {
            if (i > 0)
                text[length++] = '/';
            _rounds[i].TryFormat(text[length..], out var written, default, System.Globalization.CultureInfo.InvariantCulture);
            length += written;
        }
        return length;
    }

    /// <inheritdoc/>
    public bool Equals(IterationPath other)
    {
        if (Depth != other.Depth)
            return false;
        for (var i = 0; i < Depth; i++)
            if (_rounds[i] != other._rounds[i])
                return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IterationPath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Depth;
        for (var i = 0; i < Depth; i++)
            hash = (hash * 31) + _rounds[i];
        return hash;
    }

    /// <summary>Whether two paths are equal.</summary>
    public static bool operator ==(IterationPath left, IterationPath right) => left.Equals(right);

    /// <summary>Whether two paths differ.</summary>
    public static bool operator !=(IterationPath left, IterationPath right) => !left.Equals(right);

    [InlineArray(MaxDepth)]
    private struct Rounds
    {
        private int _first;
    }
}
