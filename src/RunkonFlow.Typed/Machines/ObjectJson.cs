using System.Text.Json;

namespace RunkonFlow.Typed.Machines;

/// <summary>Objects and lists in JSON, as emitted readers and writers go through them.</summary>
public static class ObjectJson
{
    /// <summary>The reader stands on the start of an object.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="type">The type that is read, for messages.</param>
    /// <exception cref="IncompatibleFrameException">It does not.</exception>
    public static void Begin(ref Utf8JsonReader json, string type)
    {
        if (json.TokenType != JsonTokenType.StartObject) throw Unexpected(ref json, type);
    }

    /// <summary>The reader stands on the start of a list.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="type">The type that is read, for messages.</param>
    /// <exception cref="IncompatibleFrameException">It does not.</exception>
    public static void BeginList(ref Utf8JsonReader json, string type)
    {
        if (json.TokenType != JsonTokenType.StartArray) throw Unexpected(ref json, type);
    }

    /// <summary>Goes to the name of the next member; false at the object's end.</summary>
    public static bool NextMember(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Goes to the next item; false at the list's end.</summary>
    public static bool NextItem(ref Utf8JsonReader json) => json.Read() && json.TokenType != JsonTokenType.EndArray;

    /// <summary>A required member is missing in what is stored.</summary>
    public static IncompatibleFrameException Missing(string type, string member)
        => new($"The stored {type} has no '{member}', which is required.");

    /// <summary>A value that is null where the type has no null, or of another kind.</summary>
    public static IncompatibleFrameException Unexpected(ref Utf8JsonReader json, string type)
        => new($"A {type} is expected where {json.TokenType} is stored.");

    /// <summary>Refuses an object of a derived class, of which only the part that the declared class knows would be kept.</summary>
    /// <exception cref="UnstorableValueException">The object is of another class than <typeparamref name="T"/>.</exception>
    public static void RequireExactly<T>(T value) where T : class
    {
        if (value.GetType() != typeof(T))
            throw new UnstorableValueException($"A {value.GetType()} stands where {typeof(T)} is declared, and would lose what it adds. Declare its own type, or seal {typeof(T)}.");
    }
}
