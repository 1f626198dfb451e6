using System.Text.Json;

namespace RunkonFlow.Typed.Machines;

/// <summary>
/// Forms of stored objects. The first form of a type carries no mark; an object of a later one begins with its number, as <c>{"$v":2,…}</c>.
/// Only types that have upcasts are written and read with it.
/// </summary>
public static class FormJson
{
    /// <summary>Marks the object that was just begun.</summary>
    public static void Write(Utf8JsonWriter json, int form) => json.WriteNumber("$v"u8, form);

    /// <summary>The form of the value on which the reader stands. The reader is a copy.</summary>
    public static int Of(Utf8JsonReader json)
        => json.TokenType == JsonTokenType.StartObject && json.Read() && json.TokenType == JsonTokenType.PropertyName
            && json.ValueTextEquals("$v"u8) && json.Read() && json.TokenType == JsonTokenType.Number
            ? json.GetInt32()
            : 1;

    /// <summary>The new form of a value; null stays null.</summary>
    /// <exception cref="IncompatibleFrameException">The user's method has thrown.</exception>
    public static TNew Upcast<TOld, TNew>(TOld old, Func<TOld, TNew> upcast)
    {
        if (old is null) return default!;
        try
        {
            return upcast(old);
        }
        catch (Exception e) when (e is not IncompatibleFrameException)
        {
            throw new IncompatibleFrameException($"A stored {typeof(TOld)} could not be made a {typeof(TNew)}: {e.Message}");
        }
    }

    /// <summary>A form that no upcast brings forward.</summary>
    public static IncompatibleFrameException Unknown(int form, string type, int current)
        => new($"A {type} is stored in form {form}; this build has form {current} and no upcast from {form}.");
}
