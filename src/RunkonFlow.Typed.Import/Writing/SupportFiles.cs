using System.Text.RegularExpressions;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>The types that the emitted workflows share. They are texts of this assembly, emitted where something needs them.</summary>
internal static class SupportFiles
{
    private static readonly Dictionary<string, string> All = Load();

    /// <summary>The type names that no workflow may have.</summary>
    public static IEnumerable<string> TypeNames => All.Keys;

    /// <summary>The files that some code names, and those that they name in turn.</summary>
    public static IEnumerable<ImportedFile> For(IEnumerable<string> code, string targetNamespace)
    {
        var needed = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(code);
        while (open.TryDequeue(out var text))
        {
            foreach (var (name, file) in All)
                if (!needed.Contains(name) && IsNamed(name, text) && needed.Add(name)) open.Enqueue(file);
        }
        return needed.Select(name => new ImportedFile($"{name}.cs", All[name].Replace("namespace Imported;", $"namespace {targetNamespace};", StringComparison.Ordinal)));
    }

    // Extensions are not named where they are used, so the class that holds them is found by its subject.
    private static bool IsNamed(string name, string text)
    {
        var subject = name switch { "StepResults" => "StepResult", "ItemResults" => "WorkItem", _ => name };
        return Regex.IsMatch(text, $@"\b{subject}\b");
    }

    private static Dictionary<string, string> Load()
    {
        var assembly = typeof(SupportFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith("Support/", StringComparison.Ordinal))
            .ToDictionary(static name => Path.GetFileNameWithoutExtension(name), name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            }, StringComparer.Ordinal);
    }
}
