using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// A workflow that names a JSON context leaves its objects to it. One that the context does not list is written by emitted code, for which
/// the options of the context do not hold.
/// </summary>
internal static class PayloadsAreListed
{
    /// <summary>What of a method is made of an object that the context does not list, with that object's type.</summary>
    public static IEnumerable<(string What, string Type, Location Location)> MissingOf(IMethodSymbol method, PayloadParser payloads)
    {
        foreach (var parameter in method.Parameters)
        {
            if (!parameter.IsEngineParameter() && Unlisted(parameter.Type, payloads) is { } type)
                yield return ($"'{parameter.Name}' of '{method.Name}'", type, parameter.Locations.FirstOrDefault() ?? Location.None);
        }
        // What a gate answers is the library's own.
        if (method.Has(KnownNames.GateAttribute) || AsyncShape.Of(method).Result is not { } result) yield break;
        // So is a request; its message and its reply are the user's.
        foreach (var part in result.Is(KnownNames.Request) ? [.. ((INamedTypeSymbol)result).TypeArguments] : ImmutableArray.Create(result))
        {
            if (Unlisted(part, payloads) is { } returned) yield return ($"The result of '{method.Name}'", returned, method.Locations[0]);
        }
    }

    private static string? Unlisted(ITypeSymbol type, PayloadParser payloads)
        => payloads.Parse(type) is { Fault: null } payload && payload.Shapes.FirstOrDefault(shape => shape.Kind == ShapeKind.Object) is { } shape
            ? shape.TypeId
            : null;
}
