namespace RunkonFlow.Typed.Generators.Model;

/// <summary>What the emitters must know of the compilation as a whole.</summary>
/// <param name="AssemblyName">The assembly's name.</param>
/// <param name="NamePart">The name as part of an identifier.</param>
/// <param name="HasBuilder">The hosting types are referenced.</param>
internal sealed record CompilationFacts(string AssemblyName, string NamePart, bool HasBuilder);
