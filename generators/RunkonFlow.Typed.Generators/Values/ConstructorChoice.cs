using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>How an object is made again: a constructor whose parameters are members, and the rest by initializer or setter.</summary>
/// <param name="Parameters">Names of members in the order of the parameters.</param>
/// <param name="Members">All members, each with the way it gets its value back.</param>
internal sealed record ConstructorChoice(IReadOnlyList<string> Parameters, IReadOnlyList<ObjectMember> Members)
{
    /// <summary>The choice; null when there is none, which the walk then knows.</summary>
    public static ConstructorChoice? Make(INamedTypeSymbol type, List<ObjectMember> members, string path, PayloadWalk walk)
    {
        string? complaint = null;
        foreach (var constructor in Candidates(type))
        {
            if (Try(constructor, members, out var lost) is { } choice) return choice;
            complaint ??= lost;
        }
        walk.Refuse(complaint is null ? path : $"{path}.{complaint}", complaint is null
            ? $"is of type {TypeNames.ForPeople(type)}, which has no public constructor whose parameters are its members."
            : "has neither a public setter nor a constructor parameter of its name and type; add one, or mark it [JsonIgnore].");
        return null;
    }

    // As System.Text.Json: the marked one, else the one without parameters; beyond it, the one that takes most.
    private static IEnumerable<IMethodSymbol> Candidates(INamedTypeSymbol type)
    {
        var visible = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        var marked = visible.Where(c => c.Has(KnownNames.JsonConstructor)).ToList();
        return marked.Count > 0 ? marked : visible.OrderBy(c => c.Parameters.Length > 0).ThenByDescending(c => c.Parameters.Length);
    }

    private static ConstructorChoice? Try(IMethodSymbol constructor, List<ObjectMember> members, out string? lost)
    {
        lost = null;
        var setsRequired = constructor.Has(KnownNames.SetsRequiredMembers);
        var chosen = members.ToList();
        var parameters = new List<string>();
        foreach (var parameter in constructor.Parameters)
        {
            var index = chosen.FindIndex(member => string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                && SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type));
            if (index < 0 || parameter.RefKind != RefKind.None) return null;
            chosen[index] = chosen[index].Through(parameter, setsRequired);
            parameters.Add(chosen[index].Name);
        }
        lost = chosen.FirstOrDefault(member => member.Source == MemberSource.Computed && HoldsState((IPropertySymbol)member.Symbol))?.Name;
        return lost is null ? new ConstructorChoice(parameters, chosen) : null;
    }

    // A property without a setter is state when the compiler keeps a field for it. In a reference that cannot be seen.
    private static bool HoldsState(IPropertySymbol property)
        => !property.Locations.Any(l => l.IsInSource)
            || property.SetMethod is not null
            || property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));
}
