using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Reads what emitters must know of the compilation as a whole.</summary>
internal static class CompilationReader
{
    public static CompilationFacts Read(Compilation compilation)
    {
        var name = compilation.AssemblyName ?? "";
        return new CompilationFacts(name, NamePart(name), compilation.GetTypeByMetadataName(KnownNames.Builder) is not null);
    }

    private static string NamePart(string assemblyName)
    {
        var part = new string(assemblyName.Where(SyntaxFacts.IsIdentifierPartCharacter).ToArray());
        return part.Length == 0 ? "App" : part;
    }
}
