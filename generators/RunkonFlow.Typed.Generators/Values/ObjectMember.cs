using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>A member of an object while its type is read.</summary>
internal sealed class ObjectMember
{
    private static readonly Dictionary<int, MemberOmission> Omissions = new()
    {
        [2] = MemberOmission.WhenDefault,
        [3] = MemberOmission.WhenNull,
    };

    private ObjectMember(ISymbol symbol, ITypeSymbol type, MemberSource source)
        => (Symbol, Type, Source) = (symbol, type, source);

    public ISymbol Symbol { get; }

    public string Name => Symbol.Name;

    public ITypeSymbol Type { get; }

    /// <summary>How it gets its value back; a constructor may take it over.</summary>
    public MemberSource Source { get; private set; }

    /// <summary>It is given in the object initializer, because it is <c>required</c> whatever the constructor does.</summary>
    public bool IsInInitializer { get; private set; }

    /// <summary>The default of its constructor parameter, as an expression.</summary>
    public string Default { get; private set; } = "default!";

    /// <summary>Its name in JSON.</summary>
    public string JsonName => Symbol.Find(KnownNames.JsonPropertyName)?.Text() ?? Name;

    public int Order => Symbol.Find(KnownNames.JsonPropertyOrder) is { ConstructorArguments: [{ Value: int order }] } ? order : 0;

    private bool IsRequiredInCode => Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    public static ObjectMember Of(IFieldSymbol field, MemberSource source) => new(field, field.Type, source);

    public static ObjectMember Of(IPropertySymbol property)
    {
        var source = property.SetMethod switch
        {
            { IsInitOnly: true, DeclaredAccessibility: Accessibility.Public } => MemberSource.Initializer,
            { DeclaredAccessibility: Accessibility.Public } => property.IsRequired ? MemberSource.Initializer : MemberSource.Setter,
            _ => MemberSource.Computed,
        };
        return new ObjectMember(property, property.Type, source);
    }

    /// <summary>The same member, given through a constructor parameter.</summary>
    public ObjectMember Through(IParameterSymbol parameter, bool constructorSetsRequired) => new(Symbol, Type, MemberSource.Constructor)
    {
        IsInInitializer = IsRequiredInCode && !constructorSetsRequired,
        Default = parameter.HasExplicitDefaultValue ? ConstantText.DefaultOf(parameter) : "default!",
    };

    public MemberModel ToModel() => new()
    {
        Name = Name,
        JsonName = JsonName,
        Type = TypeNames.Emitted(Type),
        Shape = TypeNames.NotNull(Type),
        Source = Source,
        Default = Default,
        IsRequired = IsRequiredInCode || Symbol.Has(KnownNames.JsonRequired),
        IsInInitializer = IsInInitializer || Source == MemberSource.Initializer,
        HasInitializer = Source == MemberSource.Initializer && !IsRequiredInCode && MayHaveInitializer(),
        Omission = OmissionOf(),
    };

    private MemberOmission OmissionOf()
        => Symbol.Find(KnownNames.JsonIgnore) is { } ignore && Omissions.TryGetValue(ignore.Named("Condition", 1), out var omission)
            && (omission == MemberOmission.WhenDefault || Type.IsReferenceType || Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            ? omission : MemberOmission.Never;

    // Of a member in a reference the initializer is not visible, so it may have one.
    private bool MayHaveInitializer()
        => Symbol.DeclaringSyntaxReferences is not [{ } reference] || reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null };
}
