using System.Text;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>Puts usings, namespace and origin around emitted code.</summary>
internal static class FileWriter
{
    public static ImportedFile Write(string name, string code, string source, string targetNamespace)
    {
        var text = new StringBuilder();
        text.Append("// Imported from ").Append(Path.GetFileName(source)).Append(" of runkon-flow. It is yours now: nothing writes it again.\n");
        if (code.Contains("Immutable", StringComparison.Ordinal)) text.Append("using System.Collections.Immutable;\n");
        if (!name.EndsWith("Input.cs", StringComparison.Ordinal)) text.Append("using RunkonFlow.Typed;\n");
        if (text[^1] == '\n' && text.ToString().Contains("\nusing", StringComparison.Ordinal)) text.Append('\n');
        text.Append("namespace ").Append(targetNamespace).Append(";\n\n").Append(code);
        return new(name, text.ToString());
    }
}
