using System.Security.Cryptography;

namespace RunkonFlow.Typed;

/// <summary>
/// The id of a run: 48 bits of time in milliseconds and 80 random bits, as text 26 characters of Crockford's base 32, which
/// sort as the ids were made. Rules: https://github.com/ulid/spec.
/// </summary>
public readonly record struct RunId : IComparable<RunId>
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly UInt128 _value;

    /// <summary>Wraps the 128 bits of an id.</summary>
    public RunId(UInt128 value) => _value = value;

    /// <summary>The 128 bits.</summary>
    public UInt128 Value => _value;

    /// <summary>A new id at a moment.</summary>
    public static RunId New(TimeProvider time)
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random[6..]);
        var milliseconds = (UInt128)(ulong)time.GetUtcNow().ToUnixTimeMilliseconds();
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(random);
        return new((milliseconds << 80) | bits);
    }

    /// <summary>Reads the 26 characters of an id.</summary>
    /// <exception cref="FormatException">The text is no id.</exception>
    public static RunId Parse(string text)
        => TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no run id: 26 characters of 0-9 and A-Z without I, L, O, U are expected.");

    /// <summary>Reads the 26 characters of an id; false when the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RunId id)
    {
        id = default;
        if (text.Length != 26 || text[0] > '7')
            return false;
        UInt128 value = 0;
        foreach (var character in text)
        {
            var digit = Alphabet.IndexOf(char.ToUpperInvariant(character), StringComparison.Ordinal);
            if (digit < 0)
                return false;
            value = (value << 5) | (uint)digit;
        }
        id = new(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(RunId other) => _value.CompareTo(other._value);

    /// <summary>The 26 characters.</summary>
    public override string ToString() => string.Create(26, _value, static (text, value) =>
    {
        for (var i = 25; i >= 0; i--, value >>= 5)
            text[i] = Alphabet[(int)(uint)(value & 31)];
    });

    /// <summary>Whether one id was made before the other.</summary>
    public static bool operator <(RunId left, RunId right) => left.CompareTo(right) < 0;

    /// <summary>Whether one id was made after the other.</summary>
    public static bool operator >(RunId left, RunId right) => left.CompareTo(right) > 0;

    /// <summary>Whether one id was not made after the other.</summary>
    public static bool operator <=(RunId left, RunId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one id was not made before the other.</summary>
    public static bool operator >=(RunId left, RunId right) => left.CompareTo(right) >= 0;
}
