using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0004: ids are made of lower-case letters, digits and hyphens, and those of one type's steps differ.</summary>
internal static class IdsAreValid
{
    private const string Allowed = "use lower-case letters, digits and hyphens";

    public static IEnumerable<Finding> CheckWorkflow(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken)
    {
        var id = attribute.Text() ?? "";
        if (!IsWellFormed(id))
            yield return new Finding(DeclarationDiagnostics.IdIsInvalid, attribute.LocationOf(null, cancellationToken), id, type.Name, "is not well formed", Allowed);
    }

    public static IEnumerable<Finding> CheckSteps(IEnumerable<IMethodSymbol> methods, CancellationToken cancellationToken)
    {
        var taken = new Dictionary<string, IMethodSymbol>(StringComparer.Ordinal);
        foreach (var method in methods)
        {
            if (Named(method) is not { } attribute) continue;
            var id = DurableCall.IdOf(method);
            var where = attribute.LocationOf(null, cancellationToken);
            if (!IsWellFormed(id))
            {
                var advice = attribute.Text() is null ? $"""derived from its name; give one, [{WordOf(attribute)}("…")], of lower-case letters, digits and hyphens""" : Allowed;
                yield return new Finding(DeclarationDiagnostics.IdIsInvalid, where, id, method.Name, "is not well formed", advice);
            }
            else if (taken.TryGetValue(id, out var other))
            {
                yield return new Finding(
                    DeclarationDiagnostics.IdIsInvalid, where, id, method.Name,
                    SymbolEqualityComparer.Default.Equals(other.ContainingType, method.ContainingType) && other.Name == method.Name
                        ? "is that of another overload too" : $"is that of '{other.Name}' too",
                    attribute.AttributeClass.Is(KnownNames.SubFlowAttribute) ? "rename one of them" : $"""give one of them an id of its own, [{WordOf(attribute)}("…")]""");
            }
            else
            {
                taken.Add(id, method);
            }
        }
        foreach (var finding in CheckFormer(taken, cancellationToken)) yield return finding;
    }

    /// <summary>A former id that is somebody's id now would make one's rows the other's.</summary>
    private static IEnumerable<Finding> CheckFormer(Dictionary<string, IMethodSymbol> taken, CancellationToken cancellationToken)
    {
        foreach (var method in taken.Values.ToList())
        {
            foreach (var attribute in method.GetAttributes().Where(a => a.AttributeClass.Is(KnownNames.FormerlyAttribute)))
            {
                var id = attribute.Text() ?? "";
                var where = attribute.LocationOf(null, cancellationToken);
                if (!IsWellFormed(id))
                    yield return new Finding(DeclarationDiagnostics.IdIsInvalid, where, id, method.Name, "is not well formed", Allowed);
                else if (taken.TryGetValue(id, out var other))
                    yield return new Finding(DeclarationDiagnostics.IdIsInvalid, where, id, method.Name, $"is that of '{other.Name}' now", "remove it, or give the other an id that was never used");
                else
                    taken.Add(id, method);
            }
        }
    }

    private static AttributeData? Named(IMethodSymbol method)
        => method.Find(KnownNames.StepAttribute) ?? method.Find(KnownNames.GateAttribute) ?? method.Find(KnownNames.SignalAttribute)
            ?? method.Find(KnownNames.SubFlowAttribute);

    private static string WordOf(AttributeData attribute) => attribute.AttributeClass!.Name.Replace("Attribute", "");

    private static bool IsWellFormed(string id) => id.Length > 0 && id.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');
}
