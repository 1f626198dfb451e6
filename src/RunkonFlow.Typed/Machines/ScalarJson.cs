using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace RunkonFlow.Typed.Machines;

/// <summary>
/// Single values as System.Text.Json writes them by default, where <see cref="Utf8JsonWriter"/> has no method of its own. Called by emitted
/// code. Reading text of another form throws <see cref="IncompatibleFrameException"/>.
/// </summary>
public static class ScalarJson
{
    /// <summary>Writes a number; what JSON has no number for is written by name, so that it survives as well.</summary>
    public static void Write(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    /// <summary>Reads a number.</summary>
    public static double ReadDouble(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Number ? json.GetDouble() : Named(ref json);

    /// <inheritdoc cref="Write(Utf8JsonWriter, double)"/>
    public static void Write(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value)) json.WriteNumberValue(value);
        else Write(json, (double)value);
    }

    /// <summary>Reads a number.</summary>
    public static float ReadSingle(ref Utf8JsonReader json)
        => json.TokenType == JsonTokenType.Number ? json.GetSingle() : (float)Named(ref json);

    /// <summary>Writes a text of one character.</summary>
    public static void Write(Utf8JsonWriter json, char value) => json.WriteStringValue([value]);

    /// <summary>Reads a text of one character.</summary>
    public static char ReadChar(ref Utf8JsonReader json)
        => json.GetString() is [var value] ? value : throw Unreadable(ref json, "one character");

    /// <summary>Writes a duration in the constant format, such as <c>1.02:03:04.5000000</c>.</summary>
    public static void Write(Utf8JsonWriter json, TimeSpan value)
    {
        Span<byte> text = stackalloc byte[26];
        Utf8Formatter.TryFormat(value, text, out var length);
        json.WriteStringValue(text[..length]);
    }

    /// <summary>Reads a duration.</summary>
    public static TimeSpan ReadTimeSpan(ref Utf8JsonReader json)
        => TimeSpan.TryParseExact(json.GetString(), "c", CultureInfo.InvariantCulture, out var value) ? value : throw Unreadable(ref json, "a duration");

    /// <summary>Writes a date, such as <c>2026-11-25</c>.</summary>
    public static void Write(Utf8JsonWriter json, DateOnly value)
    {
        Span<char> text = stackalloc char[10];
        value.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        json.WriteStringValue(text);
    }

    /// <summary>Reads a date.</summary>
    public static DateOnly ReadDateOnly(ref Utf8JsonReader json)
        => DateOnly.TryParseExact(json.GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value : throw Unreadable(ref json, "a date");

    /// <summary>Writes a time of day, such as <c>17:30:00</c>.</summary>
    public static void Write(Utf8JsonWriter json, TimeOnly value) => Write(json, value.ToTimeSpan());

    /// <summary>Reads a time of day.</summary>
    public static TimeOnly ReadTimeOnly(ref Utf8JsonReader json)
        => ReadTimeSpan(ref json) is { Ticks: >= 0 and < TimeSpan.TicksPerDay } value
            ? TimeOnly.FromTimeSpan(value) : throw Unreadable(ref json, "a time of day");

    /// <summary>Writes the text that the address was made from, or null.</summary>
    public static void Write(Utf8JsonWriter json, Uri? value) => json.WriteStringValue(value?.OriginalString);

    /// <summary>Reads an address, or null.</summary>
    public static Uri? ReadUri(ref Utf8JsonReader json)
        => json.GetString() is not { } text ? null
            : Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var value) ? value : throw Unreadable(ref json, "an address");

    /// <summary>Writes a version, or null.</summary>
    public static void Write(Utf8JsonWriter json, Version? value) => json.WriteStringValue(value?.ToString());

    /// <summary>Reads a version, or null.</summary>
    public static Version? ReadVersion(ref Utf8JsonReader json)
        => json.GetString() is not { } text ? null : Version.TryParse(text, out var value) ? value : throw Unreadable(ref json, "a version");

    /// <summary>Writes bytes as base64, or null.</summary>
    public static void Write(Utf8JsonWriter json, byte[]? value)
    {
        if (value is null) json.WriteNullValue();
        else json.WriteBase64StringValue(value);
    }

    /// <summary>Reads bytes, or null.</summary>
    public static byte[]? ReadBytes(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Null ? null : json.GetBytesFromBase64();

    /// <summary>The name of an enum value, or of its flags; null when it has none and must be written as a number.</summary>
    public static string? NameOf<T>(T value) where T : struct, Enum
        => value.ToString() is var name && (char.IsAsciiDigit(name[0]) || name[0] == '-') ? null : name;

    /// <summary>The enum value that a name, names of flags, or a number in digits stands for.</summary>
    public static T Parse<T>(string name) where T : struct, Enum
        => Enum.TryParse<T>(name, out var value) ? value : throw new IncompatibleFrameException($"{typeof(T)} has no value '{name}'.");

    private static double Named(ref Utf8JsonReader json) => json.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => throw Unreadable(ref json, "a number"),
    };

    private static IncompatibleFrameException Unreadable(ref Utf8JsonReader json, string wanted)
        => new($"The stored value '{json.GetString()}' is not {wanted}.");
}
