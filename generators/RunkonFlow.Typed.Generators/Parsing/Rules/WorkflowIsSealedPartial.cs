using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0001: the class is sealed and partial, not generic, and so is what encloses it.</summary>
internal static class WorkflowIsSealedPartial
{
    public static IEnumerable<Finding> Check(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (Complaint(type, cancellationToken) is var (what, advice))
            yield return new Finding(DeclarationDiagnostics.WorkflowIsNotSealedPartial, type.Locations[0], type.Name, what, advice);
    }

    private static (string What, string Advice)? Complaint(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.IsFileLocal) return ("is visible in its own file only", "remove 'file', emitted code stands in another file");
        if (type.IsStatic) return ("is static", "declare it 'sealed partial class', the engine makes an instance for each activation");
        if (!WorkflowParser.IsPartial(type, cancellationToken)) return ("is not partial", "declare it 'sealed partial class'");
        if (!type.IsSealed) return ("is not sealed", "declare it 'sealed partial class'");
        if (type.IsGenericType && type.Arity > 0) return ("is generic", "name the types that it works on, a stored run has no type arguments");
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal) return ($"stands inside '{outer.Name}', which is visible in its own file only", $"remove 'file' from '{outer.Name}'");
            if (outer.Arity > 0) return ($"stands inside '{outer.Name}', which is generic", "move it out");
            if (!WorkflowParser.IsPartial(outer, cancellationToken))
                return ($"stands inside '{outer.Name}', which is not partial", $"declare '{outer.Name}' partial, or move the workflow out");
        }
        return null;
    }
}
