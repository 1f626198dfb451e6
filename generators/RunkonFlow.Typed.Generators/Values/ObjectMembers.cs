using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Values;

/// <summary>
/// The members that System.Text.Json writes by default, in its order: those of the class before those of its base. State
/// that would be lost on the way is refused, unless <c>[JsonIgnore]</c> says that it may be.
/// </summary>
internal static class ObjectMembers
{
    private static readonly string[] Unsupported =
        [KnownNames.JsonExtensionData, KnownNames.JsonNumberHandling, KnownNames.JsonConverter, KnownNames.JsonInclude];

    /// <summary>The members; null when the type cannot be stored, which the walk then knows.</summary>
    public static List<ObjectMember>? Read(INamedTypeSymbol type, string path, PayloadWalk walk)
    {
        var members = new List<ObjectMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (!SymbolEqualityComparer.Default.Equals(current, type) && Refusals.ReasonForBase(current) is { } reason)
            {
                walk.Refuse(path, reason);
                return null;
            }
            foreach (var member in current.GetMembers().Where(m => !m.IsStatic))
            {
                if (Complaint(member) is { } complaint)
                {
                    walk.Refuse($"{path}.{member.Name}", complaint);
                    return null;
                }
                if (member is not IPropertySymbol property || !IsWritten(property)) continue;
                if (seen.Add(property.Name))
                {
                    members.Add(ObjectMember.Of(property));
                }
                else if (!property.IsVirtual && !property.IsAbstract && !property.IsOverride)
                {
                    walk.Refuse($"{path}.{property.Name}", $"is hidden by a member of its name in a derived class and would be lost; rename one of them.");
                    return null;
                }
            }
        }
        if (members.Count == 0 && !type.Locations.Any(l => l.IsInSource) && !type.Is(KnownNames.Unit))
        {
            walk.Refuse(path, $"is of type {TypeNames.ForPeople(type)}, which shows no members that could be stored.");
            return null;
        }
        if (members.GroupBy(member => member.JsonName).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            walk.Refuse($"{path}.{twins.Last().Name}", $"has the name \"{twins.Key}\" in JSON, which another member has too.");
            return null;
        }
        return [.. members.OrderBy(member => member.Order)];
    }

    private static bool IsWritten(IPropertySymbol property)
        => !property.IsIndexer && property.GetMethod?.DeclaredAccessibility == Accessibility.Public
            && property.DeclaredAccessibility == Accessibility.Public && !IsIgnored(property);

    private static bool IsIgnored(ISymbol member) => member.Find(KnownNames.JsonIgnore) is { } ignore && ignore.Named("Condition", 1) == 1;

    private static string? Complaint(ISymbol member)
    {
        if (member.Find(KnownNames.Obsolete) is { ConstructorArguments: [_, { Value: true }] }) return "is obsolete, so emitted code may not name it.";
        if (IsIgnored(member))
            return member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } ? "is required and marked [JsonIgnore]; keep one of them." : null;
        if (Unsupported.FirstOrDefault(member.Has) is { } attribute)
            return $"has [{attribute.Split('.').Last().Replace("Attribute", "")}]; list its type in the workflow's JsonSerializerContext.";
        return member switch
        {
            IEventSymbol => "is an event: who listens cannot be stored; mark it [JsonIgnore] if it need not be kept.",
            IFieldSymbol { IsConst: true } => null,
            IFieldSymbol { AssociatedSymbol: IPropertySymbol property } when !IsWritten(property) && !IsIgnored(property)
                => $"keeps the value of '{property.Name}', which is not public and would be lost; make it public, or mark it [JsonIgnore].",
            IFieldSymbol { AssociatedSymbol: null } when member.Locations.Any(l => l.IsInSource) || member.DeclaredAccessibility == Accessibility.Public => "is a field and would be lost; make it a public property, or mark it [JsonIgnore].",
            _ => null,
        };
    }
}
