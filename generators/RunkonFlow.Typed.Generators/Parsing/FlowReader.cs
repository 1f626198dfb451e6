using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Model;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Reads the flow of a workflow as its callers see it.</summary>
internal static class FlowReader
{
    // Members that every object has: a property of one of these names would hide it, or would not compile.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "FlowInput", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    };

    /// <summary>The flow; null when no start can be declared for it.</summary>
    public static FlowModel? Read(INamedTypeSymbol workflow, IMethodSymbol flow, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var inputs = flow.Parameters.Where(p => !EngineParameters.IsEngine(p)).ToList();
        var result = AsyncShape.Of(flow).Result;
        if (flow.IsGenericMethod || inputs.Any(p => !CanBeKept(p.Type)) || (result is not null && !CanBeKept(result))) return null;

        var types = inputs.Select(p => p.Type).Concat(result is null ? [] : [result]);
        return new FlowModel
        {
            Name = flow.Name,
            Parameters = Read(inputs).ToEquatable(),
            Result = result is null ? "global::" + KnownNames.Unit : TypeOf(result),
            Accessibility = AccessibilityRules.WidestFor(workflow, types),
        };
    }

    private static List<ParameterModel> Read(List<IParameterSymbol> inputs)
    {
        var taken = new HashSet<string>(Reserved, StringComparer.Ordinal);
        // Defaults stay optional only behind the last parameter that has none; C# demands it, and the user hears it from C#.
        var lastWithout = inputs.FindLastIndex(p => !p.HasExplicitDefaultValue && !p.IsParams);
        var parameters = new List<ParameterModel>();
        for (var i = 0; i < inputs.Count; i++)
        {
            var input = inputs[i];
            parameters.Add(new ParameterModel
            {
                Name = input.Name,
                Property = Unique(Identifier.Pascal(input.Name), taken),
                Type = TypeOf(input.Type),
                Default = input.HasExplicitDefaultValue && i > lastWithout && !ContainsError(input.Type) ? ConstantText.DefaultOf(input) : null,
                IsParams = input.IsParams && i == inputs.Count - 1 && input.Type is IArrayTypeSymbol,
            });
        }
        return parameters;
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        while (!taken.Add(name)) name += "Value";
        return name;
    }

    private static bool CanBeKept(ITypeSymbol type)
        => type is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer) };

    // A type that the compiler does not know is its error at the user's line; naming it here would repeat it.
    private static string TypeOf(ITypeSymbol type) => ContainsError(type) ? "object" : TypeNames.Emitted(type);

    public static bool ContainsError(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => ContainsError(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(ContainsError),
        _ => false,
    };
}
