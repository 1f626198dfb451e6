namespace RunkonFlow.Typed.Import;

/// <summary>One emitted C# file.</summary>
/// <param name="Name">The file's name, without a folder.</param>
/// <param name="Text">The code.</param>
public sealed record ImportedFile(string Name, string Text);
