namespace Studio.Workflows;

/// <summary>A name with a text in which <c>{{name}}</c> stands for a variable of the run.</summary>
/// <param name="Name">The name.</param>
/// <param name="Template">The text.</param>
public sealed record Variable(string Name, string Template);
