using System.Numerics;
using System.Text.Json;

namespace RunkonFlow.Typed.Machines;

/// <summary>What emitted frames share in writing and reading themselves.</summary>
public static partial class FrameJson
{
    private const int Version = 1;
    private static readonly JsonEncodedText s_version = JsonEncodedText.Encode("v");
    private static readonly JsonEncodedText s_at = JsonEncodedText.Encode("at");
    private static readonly JsonEncodedText s_in = JsonEncodedText.Encode("in");

    /// <summary>Names as JSON has them, so that they are looked through once and not with every commit.</summary>
    public static JsonEncodedText[] Encode(string[] names) => Array.ConvertAll(names, static name => JsonEncodedText.Encode(name));

    /// <summary>Begins a frame: the format's version, and what is not empty of the position's name and the loops and handlers around it.</summary>
    public static void Begin(Utf8JsonWriter json, JsonEncodedText position, JsonEncodedText surroundings)
    {
        json.WriteStartObject();
        json.WriteNumber(s_version, Version);
        if (!position.EncodedUtf8Bytes.IsEmpty) json.WriteString(s_at, position);
        if (!surroundings.EncodedUtf8Bytes.IsEmpty) json.WriteString(s_in, surroundings);
    }

    /// <summary>Writes from what <see cref="Flow.UtcNow"/> and <see cref="Flow.NewId"/> answer in the segment behind the frame's position.</summary>
    public static void WriteClock(Utf8JsonWriter json, DateTimeOffset moment, UInt128 seed)
    {
        json.WriteNumber("t"u8, moment.UtcTicks);
        Span<byte> digits = stackalloc byte[32];
        seed.TryFormat(digits, out var length, "X", System.Globalization.CultureInfo.InvariantCulture);
        json.WriteString("x"u8, digits[..length]);
    }

    /// <summary>Checks the format's version.</summary>
    /// <exception cref="IncompatibleFrameException">The frame was written by a newer library.</exception>
    public static void CheckVersion(int version)
    {
        if (version != Version)
            throw new IncompatibleFrameException($"The stored frame has format {version}; this library reads {Version}.");
    }

    /// <summary>The position that is stored under a name.</summary>
    /// <exception cref="IncompatibleFrameException">The flow has none of that name.</exception>
    public static int PositionOf(string name, string[] positions, FrameNames names)
    {
        var position = names.PositionOf(name, positions);
        return position > 0 ? position : throw new IncompatibleFrameException($"The stored frame stands at '{name}', which the flow no longer has.");
    }

    /// <summary>Makes sure that the loops and handlers around a position are those in which the frame was stored, though they may hold more by now.</summary>
    /// <exception cref="IncompatibleFrameException">They are others.</exception>
    public static void RequireSame(string surroundings, string stored, string position, FrameNames names)
    {
        if (!names.AreSame(surroundings, stored))
            throw new IncompatibleFrameException($"The stored frame stands at '{position}' in '{stored}'; the flow has it in '{surroundings}'.");
    }

    /// <summary>Makes sure that the stored frame held all that lives at its position.</summary>
    /// <exception cref="IncompatibleFrameException">Something is missing, or was stored with another type.</exception>
    public static void Require(ReadOnlySpan<ulong> live, ReadOnlySpan<ulong> found, JsonEncodedText[] names, string position)
    {
        for (var i = 0; i < live.Length; i++)
        {
            var missing = live[i] & ~found[i];
            if (missing == 0)
                continue;
            var name = names[(i * 64) + BitOperations.TrailingZeroCount(missing)];
            throw new IncompatibleFrameException($"The stored frame has no '{name}', which is live at '{position}'.");
        }
    }

    /// <summary>Writes what is pending in an open <c>finally</c>.</summary>
    public static void WriteCompletion(Utf8JsonWriter json, in Completion completion, string? jump)
    {
        json.WriteStartObject();
        json.WriteNumber("kind"u8, (byte)completion.Kind);
        if (completion.Kind == CompletionKind.Jump)
            json.WriteString("to"u8, jump);
        if (completion.Failure is { } failure)
        {
            json.WritePropertyName("failure"u8);
            failure.Write(json);
        }
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="WriteCompletion"/> wrote.</summary>
    public static Completion ReadCompletion(ref Utf8JsonReader json, Func<string, int>? jumpOf)
    {
        var completion = default(Completion);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "kind": completion.Kind = (CompletionKind)json.GetByte(); break;
                case "to": completion.Target = jumpOf?.Invoke(json.GetString()!) ?? throw UnknownJump(json.GetString()!); break;
                case "failure": completion.Failure = Failure.Read(ref json); break;
                default: json.Skip(); break;
            }
        }
        return completion;
    }

    /// <summary>Writes the round of a loop and the state of its guard.</summary>
    public static void WriteLoop(Utf8JsonWriter json, int round, in LoopGuard guard)
    {
        json.WriteStartArray();
        json.WriteNumberValue(round);
        json.WriteNumberValue(guard.Rounds);
        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="WriteLoop(Utf8JsonWriter, int, in LoopGuard)"/> wrote; the answer is the round.</summary>
    public static int ReadLoop(ref Utf8JsonReader json, out LoopGuard guard)
    {
        var round = Number(ref json);
        guard = new() { Rounds = Number(ref json) };
        ToEnd(ref json);
        return round;
    }

    /// <summary>Writes the round of a loop and the state of its guard, with the progress value and its type's id.</summary>
    public static void WriteLoop<T>(Utf8JsonWriter json, int round, in LoopGuard<T> guard, string typeId, ValueWriter<T> write)
    {
        json.WriteStartArray();
        json.WriteNumberValue(round);
        json.WriteNumberValue(guard.Rounds);
        json.WriteNumberValue(guard.Still);
        if (guard.HasLast)
        {
            json.WriteStringValue(typeId);
            write(json, guard.Last!);
        }
        json.WriteEndArray();
    }

    /// <summary>Reads what the writer with a progress value wrote; the answer is the round.</summary>
    /// <exception cref="IncompatibleFrameException">The progress value was of another type.</exception>
    public static int ReadLoop<T>(ref Utf8JsonReader json, out LoopGuard<T> guard, string typeId, ValueReader<T> read)
    {
        var round = Number(ref json);
        guard = new() { Rounds = Number(ref json), Still = Number(ref json) };
        if (json.Read() && json.TokenType == JsonTokenType.String)
        {
            if (!json.ValueTextEquals(typeId))
                throw new IncompatibleFrameException($"The stored progress of a loop is of type '{json.GetString()}', the flow's is '{typeId}'.");
            json.Read();
            guard.Last = read(ref json);
            guard.HasLast = true;
            ToEnd(ref json);
        }
        return round;
    }

    private static int Number(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetInt32();
    }

    private static void ToEnd(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            json.Skip();
    }

    private static IncompatibleFrameException UnknownJump(string name) => new($"The stored frame goes on with '{name}', which the flow no longer has.");
}
