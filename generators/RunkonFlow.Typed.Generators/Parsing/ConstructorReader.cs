using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Reads what a workflow takes from the container.</summary>
internal static class ConstructorReader
{
    /// <summary>The constructor that emitted code calls. Null when it may not be called.</summary>
    public static IMethodSymbol? Choose(INamedTypeSymbol type)
    {
        if (type.IsStatic || type.IsAbstract || HasRequiredMembers(type)) return null;
        var constructor = Widest(type);
        return constructor is not null && constructor.Parameters.All(CanBeResolved) ? constructor : null;
    }

    /// <summary>The constructor with most parameters.</summary>
    public static IMethodSymbol? Widest(INamedTypeSymbol type)
        => type.InstanceConstructors.Where(c => !IsCopyConstructor(c)).OrderByDescending(c => c.Parameters.Length).FirstOrDefault();

    public static ServiceModel Read(IParameterSymbol parameter) => new()
    {
        Type = TypeNames.NotNull(parameter.Type),
        Key = KeyOf(parameter),
        Default = parameter.HasExplicitDefaultValue ? ConstantText.DefaultOf(parameter)
            : parameter.Type.NullableAnnotation == NullableAnnotation.Annotated ? "null"
            : null,
        IsHandle = parameter.Type.Has(KnownNames.WorkflowAttribute),
        IsProvider = parameter.Type.Is("System.IServiceProvider"),
    };

    /// <summary>Whether a container can give it: a type that can be boxed, and no value with a default, which it would always take.</summary>
    public static bool CanBeResolved(IParameterSymbol parameter)
        => parameter.RefKind == RefKind.None
            && parameter.Type is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Error or TypeKind.TypeParameter) }
            && !(parameter.Type.IsValueType && parameter.HasExplicitDefaultValue);

    private static string? KeyOf(IParameterSymbol parameter)
        => parameter.Find(KnownNames.FromKeyedServices) is { ConstructorArguments: [{ Kind: not TypedConstantKind.Array, Type: { } type } key, ..] }
            ? ConstantText.Of(key.Value, type)
            : null;

    private static bool HasRequiredMembers(INamedTypeSymbol type)
        => type.GetMembers().Any(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    private static bool IsCopyConstructor(IMethodSymbol constructor)
        => constructor.Parameters.Length == 1
            && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);
}
