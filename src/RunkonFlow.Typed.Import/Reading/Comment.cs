namespace RunkonFlow.Typed.Import.Reading;

/// <summary>A comment; it goes with the node that it stands before or in.</summary>
/// <param name="Text">Without the slashes.</param>
/// <param name="Line">Its line.</param>
/// <param name="TokensBefore">How many tokens stand before it.</param>
internal readonly record struct Comment(string Text, int Line, int TokensBefore);
