namespace RunkonFlow.Typed.SqlServer.Schema;

/// <summary>The name of the schema, the one word of SQL that a user chooses.</summary>
internal static class SchemaName
{
    private const int MaxLength = 100;

    /// <summary>Lets a name through that needs no quoting at all; it is put in brackets all the same.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static void Check(string name)
    {
        if (name.Length is > 0 and <= MaxLength && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(one => char.IsAsciiLetterOrDigit(one) || one == '_'))
            return;
        throw new ArgumentException(
            $"'{name}' cannot be the store's schema: take a letter or underscore, then letters, digits or underscores, {MaxLength} at most.", nameof(name));
    }
}
