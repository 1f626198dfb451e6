using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace RunkonFlow.Typed.SqlServer.Schema;

/// <summary>The scripts in this assembly, as batches. Migrations are frozen; types, procedures and roles can be made again at any time.</summary>
internal static class Scripts
{
    private const string Token = "$(schema)";

    private static readonly Lazy<IReadOnlyList<Script>> s_all = new(ReadAll);

    /// <summary>The schema version that this assembly needs: as many as there are migrations.</summary>
    public static int Version => Migrations.Count;

    public static IReadOnlyList<Script> Migrations => Of("Sql/Migrations/");

    public static IReadOnlyList<Script> Types => Of("Sql/Types/");

    public static IReadOnlyList<Script> Procedures => Of("Sql/Procedures/");

    public static IReadOnlyList<Script> Views => Of("Sql/Views/");

    public static IReadOnlyList<Script> Roles => Of("Sql/Roles");

    /// <summary>A mark of all that can be made again: differs when one of them does.</summary>
    public static string Logic { get; } =
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Procedures.Concat(Views).Concat(Roles).Select(script => script.Text)))));

    /// <summary>A script's batches for a schema.</summary>
    public static IEnumerable<string> Batches(Script script, string schema)
        => script.Text.Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(batch => batch.Length > 0)
            .Select(batch => batch.Replace(Token, schema, StringComparison.Ordinal));

    private static List<Script> Of(string start) => [.. s_all.Value.Where(script => script.Name.StartsWith(start, StringComparison.Ordinal))];

    private static IReadOnlyList<Script> ReadAll()
    {
        var assembly = typeof(Scripts).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name))];
    }

    private static Script Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return new(name, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
