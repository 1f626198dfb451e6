namespace RunkonFlow.Typed.Generators.Values;

/// <summary>A method that makes the new form of a value from an older one.</summary>
/// <param name="From">The form that it takes, counted from 1.</param>
/// <param name="Method">The method, fully qualified.</param>
/// <param name="Old">The key of the shape that it takes.</param>
/// <param name="New">The key of the shape that it returns.</param>
internal sealed record UpcastModel(int From, string Method, string Old, string New);
