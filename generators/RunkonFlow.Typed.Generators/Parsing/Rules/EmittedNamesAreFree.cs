using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Emission;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0011: the class does not declare what is emitted.</summary>
internal static class EmittedNamesAreFree
{
    private static readonly string[] Emitted = [.. WorkflowParser.EmittedNames, "Start", "Machine", "Values"];

    public static IEnumerable<Finding> Check(INamedTypeSymbol type)
    {
        var waits = WaitReader.Of(type).Select(method => method.Has(KnownNames.GateAttribute) ? WaitEmitter.Gates : WaitEmitter.Signals).Distinct();
        foreach (var name in Emitted.Concat(waits))
        {
            if (type.GetMembers(name).FirstOrDefault() is { } member)
                yield return new Finding(DeclarationDiagnostics.EmittedNameIsTaken, member.Locations[0], type.Name, name);
        }
    }
}
