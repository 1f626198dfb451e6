namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>An agent, by its name or by the path of its file.</summary>
/// <param name="Key">The name under which conditions find its result: of a path the file's name.</param>
/// <param name="Path">The path, where one is given.</param>
internal sealed record AgentName(string Key, string? Path)
{
    public static AgentName Of(string text, bool isPath)
    {
        if (!isPath) return new(text, null);
        var file = text[(text.LastIndexOf('/') + 1)..];
        var dot = file.LastIndexOf('.');
        return new(dot > 0 ? file[..dot] : file, text);
    }
}
