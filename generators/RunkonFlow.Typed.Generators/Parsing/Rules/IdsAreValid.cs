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
            var kind = method.Has(KnownNames.StepAttribute) ? KnownNames.StepAttribute : KnownNames.SubFlowAttribute;
            if (method.Find(kind) is not { } attribute) continue;
            var id = DurableCall.IdOf(method);
            var where = attribute.LocationOf(null, cancellationToken);
            if (!IsWellFormed(id))
            {
                var advice = attribute.Text() is null ? $"""derived from its name; give one, [Step("…")], of lower-case letters, digits and hyphens""" : Allowed;
                yield return new Finding(DeclarationDiagnostics.IdIsInvalid, where, id, method.Name, "is not well formed", advice);
            }
            else if (taken.TryGetValue(id, out var other))
            {
                yield return new Finding(
                    DeclarationDiagnostics.IdIsInvalid, where, id, method.Name,
                    SymbolEqualityComparer.Default.Equals(other.ContainingType, method.ContainingType) && other.Name == method.Name
                        ? "is that of another overload too" : $"is that of '{other.Name}' too",
                    kind == KnownNames.StepAttribute ? """give one of them an id of its own, [Step("…")]""" : "rename one of them");
            }
            else
            {
                taken.Add(id, method);
            }
        }
    }

    private static bool IsWellFormed(string id) => id.Length > 0 && id.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');
}
