using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0009: emitted code can make an instance with what the container holds.</summary>
internal static class WorkflowCanBeConstructed
{
    public static IEnumerable<Finding> Check(INamedTypeSymbol type)
    {
        if (type.IsStatic || type.IsAbstract) yield break;
        foreach (var member in type.GetMembers().Where(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
        {
            yield return new Finding(
                DeclarationDiagnostics.FeatureIsNotSupported, member.Locations[0], member.Name,
                "is a required member of a workflow", "take it as a constructor parameter");
        }
        foreach (var parameter in ConstructorReader.Widest(type)?.Parameters ?? [])
        {
            if (parameter.Type.TypeKind == TypeKind.Error || ConstructorReader.CanBeResolved(parameter)) continue;
            yield return new Finding(
                DeclarationDiagnostics.FeatureIsNotSupported, parameter.Locations[0], parameter.Name,
                "is a constructor parameter that no container can give", "take a service, or read the value from its options");
        }
    }
}
