using System.Buffers;
using System.Text.Json;

namespace RunkonFlow.Typed.Machines;

/// <summary>Writes a value with <see cref="Utf8JsonWriter"/>.</summary>
public delegate void ValueWriter<in T>(Utf8JsonWriter json, T value);

/// <summary>Reads a value; the reader stands on its first token and is left on its last.</summary>
public delegate T ValueReader<out T>(ref Utf8JsonReader json);

/// <summary>
/// Sends a value through its stored form, so that a run that stays in memory reads exactly what a resumed one would. Needed
/// only for types that the generator cannot prove immutable.
/// </summary>
public static class ValueCopy
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    /// <summary>The value as a resumed run would read it.</summary>
    public static T Of<T>(T value, ValueWriter<T> write, ValueReader<T> read)
    {
        var buffer = t_buffer ?? new ArrayBufferWriter<byte>(256);
        t_buffer = null;
        using (var json = new Utf8JsonWriter(buffer))
            write(json, value);
        var reader = StoredJson.Open(buffer.WrittenSpan);
        var copy = read(ref reader);
        buffer.ResetWrittenCount();
        t_buffer = buffer;
        return copy;
    }
}
