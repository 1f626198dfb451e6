namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Text inside an XML doc comment.</summary>
internal static class XmlText
{
    public static string Escape(string text)
        => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\r", " ").Replace("\n", " ");
}
